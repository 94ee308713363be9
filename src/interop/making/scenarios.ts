import type { Input, Outcome, Scenario } from "../../scenarios/scenario.ts";
import type { Exchange } from "../exchange/exchange.ts";
import { openWordings, type Wordings } from "./wordings.ts";
import type { Ours } from "./ours.ts";

/** Scenarios as they come in, made of what the source says or after one of ours. */
export interface Scenarios {
  add(exchange: Exchange, input: Input, replies: readonly string[]): void;
  /** Throws where the scenario, outcome or wordings cannot be made. */
  all(headline: string | undefined): Scenario[];
}

interface Gathered {
  id: string;
  factors: Map<string, Set<string>>;
  inputs: Map<string, Input>;
  outcomes: Set<string>;
  labelled: Set<string>;
  /** Outcomes that have a value anywhere. */
  valued: Set<string>;
  choices: Set<string>;
  leads: Set<string>;
  /** Outcomes on a scale that goes beyond 1. */
  beyond: Set<string>;
  wordings: Wordings;
}

export function openScenarios(ours: Ours | null): Scenarios {
  const all = new Map<string, Gathered>();
  const open = (id: string): Gathered => {
    const gathered = {
      id,
      factors: new Map(),
      inputs: new Map(),
      outcomes: new Set<string>(),
      labelled: new Set<string>(),
      beyond: new Set<string>(),
      valued: new Set<string>(),
      choices: new Set<string>(),
      leads: new Set<string>(),
      wordings: openWordings(id, ours?.base ?? null),
    };
    all.set(id, gathered);
    return gathered;
  };
  return {
    add(exchange, input, replies) {
      const scenario = all.get(exchange.scenario) ?? open(exchange.scenario);
      checkFactors(scenario, exchange);
      for (const [factor, level] of Object.entries(exchange.condition))
        scenario.factors.set(factor, (scenario.factors.get(factor) ?? new Set()).add(level));
      if (!scenario.inputs.has(input.id)) scenario.inputs.set(input.id, input);
      for (const { outcome, beyond, choice, headline, verdict } of exchange.scores) {
        if (choice) scenario.choices.add(outcome);
        if (headline) scenario.leads.add(outcome);
        if (verdict.status === "scored" || beyond) scenario.valued.add(outcome);
        scenario.outcomes.add(outcome);
        if (beyond) scenario.beyond.add(outcome);
      }
      for (const { outcome } of exchange.labels) scenario.labelled.add(outcome);
      scenario.wordings.add(exchange, replies);
    },
    all: (headline) => [...all.values()].map((each) => scenarioOf(each, ours, headline)),
  };
}

function checkFactors({ factors, inputs, id }: Gathered, { condition, place }: Exchange): void {
  if (inputs.size === 0) return;
  const odd =
    Object.keys(condition).find((factor) => !factors.has(factor)) ??
    [...factors.keys()].find((factor) => !(factor in condition));
  if (odd !== undefined)
    throw new Error(`${place}: factor ${odd} is in some trials of ${id} and not in others; give every trial a level`);
}

function scenarioOf(
  { id, factors, inputs, outcomes, labelled, beyond, valued, choices, leads, wordings }: Gathered,
  ours: Ours | null,
  headline: string | undefined,
): Scenario {
  const named = [...new Set([...outcomes, ...labelled])];
  // A scorer that gives several values, and nothing where it fails, is none of its own.
  const came = named.filter((each) => valued.has(each) || !named.some((other) => other.startsWith(`${each}.`)));
  const inherited = ours?.scenario.outcomes ?? [];
  const scored = (each: string): Outcome => ({
    id: each,
    title: each,
    one: `scores 1 for ${each}`,
    headline: leads.has(each),
    ...inherited.find((outcome) => outcome.id === each),
    measure: {
      by: "score",
      ...(beyond.has(each) && { beyond: true as const }),
      ...(choices.has(each) && { choice: true as const }),
    },
  });
  // A score stands in the place of a reading; a label beside it, to check it by.
  const kept = inherited.map((outcome) => (outcomes.has(outcome.id) ? scored(outcome.id) : outcome));
  const all = [...kept, ...came.filter((each) => !inherited.some((outcome) => outcome.id === each)).map(scored)];
  const lead = headline ?? all.find((outcome) => outcome.headline)?.id ?? all[0]?.id;
  if (headline !== undefined && !all.some((outcome) => outcome.id === headline))
    throw new Error(
      `no outcome ${headline} in ${id} to lead: it has ${all.map((outcome) => outcome.id).join(", ") || "none"}`,
    );
  const head = ours?.scenario ?? bareScenario(id);
  return {
    ...head,
    factors: factorsOf(factors, ours),
    outcomes: all.map((outcome) => ({
      ...outcome,
      headline: outcome.id === lead || (headline === undefined && outcome.headline),
    })),
    inputs: [...inputs.values()],
    wordings: wordings.all(),
  };
}

function factorsOf(factors: Gathered["factors"], ours: Ours | null): Scenario["factors"] {
  if (ours !== null) return ours.scenario.factors;
  return [...factors].map(([id, levels]) => ({
    id,
    title: id,
    levels: [...levels].map((level) => ({ id: level, title: level })),
  }));
}

const bareScenario = (id: string): Scenario => ({
  id,
  title: id,
  decision: "",
  source: null,
  control: null,
  controlFor: null,
  factors: [],
  varied: [],
  invariants: [],
  outcomes: [],
  inputs: [],
  distinctive: [],
  wordings: [],
});
