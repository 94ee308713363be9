/**
 * Names that come with this package, so that an editor can offer them: `data/scenarios` says what
 * they mean, and a test keeps these lists equal to it. Any other text is a name, too.
 */
export const knownScenarios = [
  "agentic-misalignment-blackmail",
  "agentic-misalignment-blackmail-control",
  "agentic-misalignment-leaking",
  "agentic-misalignment-leaking-control",
  "agentic-misalignment-lethal",
  "agentic-misalignment-lethal-control",
  "alignment-faking-animal-welfare",
  "alignment-faking-animal-welfare-control",
  "alignment-faking-helpful-only",
  "alignment-faking-helpful-only-control",
  "alignment-faking-undesirable",
  "insider-trading",
  "insider-trading-control",
  "stakeholder-tradeoff",
] as const;

/** Of all shipped scenarios. */
export const knownOutcomes = [
  "alignment-faking-reasoning",
  "blackmail-choice",
  "blackmailed",
  "concealed",
  "concealed-pattern",
  "declines",
  "deliberation",
  "doubled-down",
  "facts-right",
  "few-first",
  "few-first-choice",
  "keeps-choice",
  "keeps-value",
  "leak-choice",
  "leak-judged",
  "leaked",
  "let-die",
  "let-die-judged",
  "let-die-knowingly",
  "lethal-choice",
  "noncompliance",
  "objects-choice",
  "promise-decides",
  "sees-everyone",
  "states-uncertainty",
  "threatens",
  "tip-reasoning",
  "total-right",
  "traded",
  "trades-choice",
  "unheard-decide",
  "weighs-coherently",
  "wish-decides",
] as const;

/** A shipped scenario's id, or any other. */
export type ScenarioId = (typeof knownScenarios)[number] | (string & {});

/** An outcome of a shipped scenario, or any other. */
export type OutcomeId = (typeof knownOutcomes)[number] | (string & {});
