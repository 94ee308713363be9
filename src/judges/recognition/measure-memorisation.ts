import { checkOptions } from "../../lib/check-options.ts";
import type { Model } from "../../models/model.ts";
import { openModel } from "../../models/open.ts";
import { entersGap } from "../../scenarios/arms.ts";
import { ownText } from "../../scenarios/said.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import { openMeasured, type Measured } from "./measured.ts";
import type { ModelId } from "../../models/known.ts";

/** How well a model foretells the text of one wording, the model's own answers left out. */
export interface Memorisation {
  scenario: string;
  wording: string;
  model: string;
  /** Tokens scored. */
  tokens: number;
  /** Mean of −log₂ probability over all tokens; less where the text is better known, or plainer. */
  bitsPerToken: number;
  /**
   * The same over the 20 % of tokens that were least likely: what a text that was read before has
   * few of.
   */
  minK: number;
}

export interface MemorisationOptions {
  /** Wordings to score, by id; all but edits. */
  wordings?: readonly string[];
  /** Figures measured before; the shipped ones and those in the cache folder. */
  measured?: Measured;
  signal?: AbortSignal;
}

const leastLikely = 0.2;

/**
 * Scores each wording's own words by a model that gives log-probabilities of a prompt, once ever
 * for each model and text. What a text is like moves these figures as much as having read it:
 * compare with rewordings, and with the control, by `memorisationContrast`. Throws on a model that
 * scores no prompts. Sources: Shi and others 2024 (min-k % prob); Carlini and others 2021
 * (perplexity).
 *
 * @example
 * await recognition.measureMemorisation([scenario], "local/smollm2-135m", {
 *   wordings: ["recognizable"],
 * })
 */
export async function measureMemorisation(
  scenarios: readonly Scenario[],
  model: ModelId | Model,
  options: MemorisationOptions = {},
): Promise<Memorisation[]> {
  const {
    wordings,
    signal,
    measured: known,
  } = checkOptions("measureMemorisation", options, { wordings: true, measured: true, signal: true });
  await using open = new AsyncDisposableStack();
  const measured = known ?? open.adopt(await openMeasured(), (opened) => opened.close());
  const scorer = typeof model === "string" ? open.adopt(await openModel(model), (opened) => opened.close?.()) : model;
  if (!scorer.can.score)
    throw new Error(`${scorer.id} gives no log-probabilities of a prompt: use a local/ model, whose weights are here`);
  const texts = scenarios.flatMap((scenario) =>
    scenario.wordings
      .filter(({ id, arm }) => (wordings === undefined ? entersGap(arm) : wordings.includes(id)))
      .map((wording) => ({ scenario: scenario.id, wording: wording.id, text: ownText(wording) })),
  );
  return await Promise.all(
    texts.map(async ({ scenario, wording, text }) => {
      const [tokens, bitsPerToken, minK] = await measured.figures(["memorisation", scorer.identity, text], async () =>
        figuresOf((await scorer.score!(text, { ...(signal && { signal }) })).logprobs),
      );
      const figures = { tokens: tokens!, bitsPerToken: bitsPerToken!, minK: minK! };
      return { scenario, wording, model: scorer.id, ...figures };
    }),
  );
}

/** Tokens, bits per token, and bits per token of the least likely fifth. */
export function figuresOf(logprobs: readonly number[]): [tokens: number, bitsPerToken: number, minK: number] {
  const bits = logprobs.map((logprob) => -logprob / Math.LN2).toSorted((a, b) => b - a);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [bits.length, mean(bits), mean(bits.slice(0, Math.max(1, Math.round(leastLikely * bits.length))))];
}
