import type { Verdict } from "../../judges/verdict.ts";
import { plainText, shorten } from "../../lib/escape.ts";
import type { TrialResult } from "../../runner/trial.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import { unspoiled } from "../../scenarios/unspoiled.ts";
import { passagesOf, type Passage } from "../passages.ts";
import { heading, incomplete } from "../transcript-lines.ts";
import { invariantMarks } from "./invariant-quotes.ts";
import type { Opinion } from "./all-grades.ts";

/** An opinion in words that are safe to show. */
export interface Judged {
  outcome: string;
  /**
   * `judge` counts, `member` is one of its panel, `other` graded it before, `person` labelled it.
   */
  kind: "judge" | "member" | "other" | "person";
  by: string;
  /** Null where unscored. */
  value: number | null;
  /** The evidence, or why there is no value. */
  why: string;
}

/** Everything that is shown of a trial. */
export interface ViewTrial {
  id: string;
  title: string;
  facts: string;
  /** Why it ends where it does, or "". */
  incomplete: string;
  passages: Passage[];
  judged: Judged[];
  /**
   * What every wording of the scenario must say, and whether a judge's quotation of it is marked
   * here.
   */
  invariants: { text: string; quoted: boolean }[];
}

const LONGEST_WHY = 4_000;

/**
 * A trial with what was made of it, as plain data for the page; all its texts are safe to show, and
 * whole.
 */
export function viewTrial(
  result: TrialResult,
  scenario: Scenario,
  opinions: readonly Opinion[][],
  quotes: readonly (string | null)[],
): ViewTrial {
  const { title, facts } = heading(result);
  const passages = passagesOf(result, opinions.flat()).map((passage) =>
    passage.kind === "said" ? { ...passage, marks: invariantMarks(passage.text, quotes) } : passage,
  );
  const quoted = new Set(passages.flatMap(({ marks }) => marks.flatMap(({ invariants = [] }) => invariants)));
  return {
    id: result.trial.id,
    title: plainText(title),
    facts: plainText(facts),
    incomplete: plainText(unspoiled(incomplete(result))),
    passages,
    judged: opinions.flatMap((all) => all.flatMap((opinion, place) => judged(opinion, place === 0))),
    invariants: scenario.invariants.map(({ text }, i) => ({ text: plainText(text), quoted: quoted.has(i + 1) })),
  };
}

function judged(opinion: Opinion, counts: boolean): Judged[] {
  const one = (each: Verdict & Pick<Opinion, "judge">, kind: Judged["kind"]): Judged => ({
    outcome: plainText(opinion.outcome),
    kind,
    by: plainText(each.judge || "no judge"),
    value: each.status === "scored" ? each.value : null,
    why: plainText(shorten(unspoiled((each.status === "scored" ? each.evidence : each.reason) ?? ""), LONGEST_WHY)),
  });
  const kind = opinion.person ? "person" : counts ? "judge" : "other";
  return [one(opinion, kind), ...(opinion.members ?? []).map((member) => one(member, "member"))];
}
