import type { Mark, ReaderCheck } from "../../scenarios/reading/mark.ts";
import { readerChecks } from "../../scenarios/reading/mark.ts";
import { marksOf } from "../../scenarios/reading/marks-of.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import { agreement, type Agreement } from "./agreement.ts";

/** Who marked, and how many texts got which mark: 0, 1 and 2. */
export interface ReaderMarks {
  check: ReaderCheck;
  reader: string;
  by: Mark["by"];
  counts: [zero: number, one: number, two: number];
}

/** How far two readers mark the same texts alike in one respect. */
export interface ReaderAgreement {
  check: ReaderCheck;
  readers: [string, string];
  /** Texts that both have marked, and those that only one has. */
  n: number;
  missing: number;
  confusion: Agreement["confusion"];
  observed: Agreement["observed"];
  /** Cohen's, and with marks that are closer counted as partly alike (linear distances). */
  kappa: Agreement["kappa"];
  weighted: Agreement["kappa"];
}

/**
 * What readers made of scenarios' wordings as they are now, and how far each two of them agree, by
 * check: counts of marks, Cohen's κ and its linear weighting. Marks of earlier texts are left out.
 */
export function readerAgreement(scenarios: readonly Scenario[]): { marks: ReaderMarks[]; pairs: ReaderAgreement[] } {
  const allMarks = scenarios.flatMap((scenario) => scenario.wordings.flatMap((wording) => marksOf(scenario, wording)));
  const readers = [...new Set(allMarks.map(({ reader }) => reader))].sort();
  const checks = (Object.keys(readerChecks) as ReaderCheck[]).map((check) => ({
    check,
    marksOf: allMarks.filter((mark) => mark.check === check),
  }));
  const marks = checks.flatMap(({ check, marksOf }) =>
    readers.flatMap((reader) => {
      const each = marksOf.filter((mark) => mark.reader === reader);
      const count = (value: number) => each.filter(({ mark }) => mark === value).length;
      if (each.length === 0) return [];
      return [{ check, reader, by: each[0]!.by, counts: [count(0), count(1), count(2)] } satisfies ReaderMarks];
    }),
  );
  const two = readers.flatMap((first, i) => readers.slice(i + 1).map((second): [string, string] => [first, second]));
  const pairs = checks.flatMap(({ check, marksOf }) => two.map((pair) => agreementOf(check, pair, marksOf)));
  return { marks, pairs: pairs.filter(({ n }) => n > 0) };
}

function agreementOf(check: ReaderCheck, readers: [string, string], marksOf: readonly Mark[]): ReaderAgreement {
  const [one, other] = readers.map((reader) => marksOf.filter((mark) => mark.reader === reader));
  const by = (marks: readonly Mark[]) => new Map(marks.map(({ text, mark }) => [text, mark]));
  const [first, second] = [by(one!), by(other!)];
  const texts = [...new Set([...first.keys(), ...second.keys()])];
  const grades = [second, first].map((marks) => texts.map((text) => marks.get(text) ?? null));
  const found = agreement(grades[0]!, grades[1]!);
  const { kappa: weighted } = agreement(grades[0]!, grades[1]!, { distance: "linear" });
  const { n, missing, confusion, observed, kappa } = found;
  return { check, readers, n, missing, confusion, observed, kappa, weighted };
}
