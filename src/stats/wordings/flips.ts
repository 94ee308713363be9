import { checkOptions } from "../../lib/check-options.ts";
import { enters } from "../../frames/side.ts";
import type { Row } from "../../frames/row.ts";
import { toRows, type FrameData } from "../../frames/to-rows.ts";
import { mcnemar, type McNemar } from "../numbers/mcnemar.ts";
import { provisional, type JudgedOptions } from "../gap/provisional.ts";
import { provisionalNote, type Provisional } from "../notes/provisional-note.ts";

/**
 * One paraphrase against the published wording, input by input. First is the published side, second
 * the paraphrase.
 */
export interface Flips extends McNemar, Pick<Row, "scenario" | "condition" | "model" | "outcome" | "simulated"> {
  wording: string;
  publishedText: string;
  publishedArm: string;
  /** Inputs that one side has no scored trial of. */
  unpaired: number;
  /**
   * Why it is provisional, where a judge's agreement with labels was given and is not good enough;
   * and in words.
   */
  provisional: Provisional[];
  notes: string[];
}

const needed = [
  ...(["scenario", "condition", "model", "outcome", "simulated", "wording", "arm", "published"] as const),
  ...(["input", "epoch", "value", "status"] as const),
] as const;
/** What is read of a row. */
export type FlipRow = Pick<Row, (typeof needed)[number]>;

/**
 * Which inputs stayed and which flipped between the published wording and each paraphrase: exact
 * {@link mcnemar} on pairs of first scored epochs, one pair an input, for each scenario, model,
 * condition and outcome. Of these two wordings alone: it says nothing of wordings like them. Groups
 * with less than a published wording and a paraphrase are left out. Throws on several published
 * wordings, and on values other than 0 and 1. `judged` is as in {@link gap}.
 *
 * @example
 * stats.flips(rows(talked))
 */
export function flips(data: FrameData<FlipRow>, options: JudgedOptions = {}): Flips[] {
  checkOptions("flips", options, { judged: true, leastKappa: true });
  const rows = toRows(data, needed).filter(enters);
  const place = ({ scenario, condition, model, outcome }: FlipRow) =>
    JSON.stringify([scenario, condition, model, outcome]);
  return [...Map.groupBy(rows, place).values()].flatMap((group) => {
    const wordings = Map.groupBy(group, ({ arm, wording }) => `${arm}/${wording}`);
    const published = [...wordings].filter(([, trials]) => trials[0]!.published);
    if (published.length > 1)
      throw new Error(`${published.map(([name]) => name).join(" and ")} both stand for the published side: keep one`);
    if (published.length === 0) return [];
    const [publishedText, publishedTrials] = published[0]!;
    const first = firstValues(publishedTrials);
    return [...wordings.values()]
      .filter((trials) => !trials[0]!.published)
      .map((trials): Flips => {
        const second = firstValues(trials);
        const inputs = [...new Set([...first.keys(), ...second.keys()])];
        const both = inputs.filter((input) => first.has(input) && second.has(input));
        const { scenario, condition, model, outcome, simulated, wording } = trials[0]!;
        const why = provisional(outcome, options);
        return {
          scenario,
          condition,
          model,
          outcome,
          simulated,
          wording,
          publishedText,
          publishedArm: publishedTrials[0]!.arm,
          unpaired: inputs.length - both.length,
          provisional: why,
          notes: why.map(provisionalNote),
          ...mcnemar(
            both.map((input) => first.get(input)!),
            both.map((input) => second.get(input)!),
          ),
        };
      });
  });
}

/** Of every input, the value of its earliest scored epoch. */
function firstValues(trials: readonly FlipRow[]): Map<string, number> {
  const values = new Map<string, number>();
  for (const { input, value, status } of trials.toSorted((a, b) => a.epoch - b.epoch))
    if (status === "scored" && !values.has(input)) values.set(input, value);
  return values;
}
