import { readFileSync } from "node:fs";
import type { Points } from "../../judges/gate/gate.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import { evidencePlace, type Mark } from "../quotes.ts";

/** What a judge quoted of one wording for each of its scenario's invariants, in their order; null where nothing. */
export type InvariantQuotes = (scenario: Scenario, wording: string) => (string | null)[];

/**
 * Reads what `parallax check --judge MODEL --json FILE` wrote. A wording whose text has changed since counts as not quoted.
 * Throws, naming the file, when it is something else.
 */
export function readInvariants(file: string): InvariantQuotes {
  const wrong = () => new Error(`${file} is not what "parallax check --judge MODEL --json FILE" writes`);
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw (cause as NodeJS.ErrnoException).code === undefined ? wrong() : cause;
  }
  if (!Array.isArray(read) || read.some((each) => !Array.isArray(each?.findings))) throw wrong();
  const known = new Map((read as Points[]).map((each) => [each.hash, each.findings]));
  return ({ invariants, wordings }, id) => {
    const findings = known.get(wordings.find((wording) => wording.id === id)?.hash ?? "") ?? [];
    return invariants.map((own) => findings.find(({ check }) => check === `invariant ${own.id}`)?.evidence ?? null);
  };
}

/** Where a text has what was quoted for the invariants, each by its number from 1; stretches that overlap are one. */
export function invariantMarks(text: string, quotes: readonly (string | null)[]): Mark[] {
  const given = quotes.flatMap((quote, i) => {
    const place = quote === null ? null : evidencePlace(quote, text);
    return place === null ? [] : [{ ...place, by: `invariant ${i + 1}`, invariants: [i + 1] }];
  });
  const marks: Required<Mark>[] = [];
  for (const mark of given.toSorted((a, b) => a.start - b.start)) {
    const last = marks.at(-1);
    if (last === undefined || mark.start >= last.end) marks.push(mark);
    else {
      last.end = Math.max(last.end, mark.end);
      last.by += `, ${mark.by}`;
      last.invariants.push(...mark.invariants);
    }
  }
  return marks;
}
