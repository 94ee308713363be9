import { readFileSync } from "node:fs";
import type { Points } from "../../judges/gate/gate.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import { plainText } from "../../lib/escape.ts";
import { evidencePlace, type Mark } from "../quotes.ts";

/**
 * What a judge quoted of one wording for each of its scenario's invariants, in their order; null
 * where nothing.
 */
export type InvariantQuotes = (scenario: Scenario, wording: string) => (string | null)[];

/**
 * Reads what `parallax check --judge MODEL --json --out FILE` wrote. A wording whose text has
 * changed since counts as not quoted. Throws, naming the file, when it is something else.
 */
export function readInvariants(file: string): InvariantQuotes {
  const wrong = () => new Error(`${file} is not what "parallax check --judge MODEL --json --out FILE" writes`);
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
    return invariants.map(
      (invariant) => findings.find(({ check }) => check === `invariant ${invariant.id}`)?.evidence ?? null,
    );
  };
}

/**
 * Where a text has what was quoted for the invariants, each by its number from 1; stretches that
 * overlap are one.
 */
export function invariantMarks(text: string, quotes: readonly (string | null)[]): Mark[] {
  const located = quotes.flatMap((quote, i) => {
    const places = quote === null ? [] : placesOf(quote, text);
    return places.map((place) => ({ ...place, by: `invariant ${i + 1}`, invariants: [i + 1] }));
  });
  const marks: Required<Mark>[] = [];
  for (const mark of located.toSorted((a, b) => a.start - b.start)) {
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

const tag = /\{%.*?%\}|\{\{.*?\}\}/s;
/** Words of a piece between tags that are enough to know it by. */
const enough = 3;

/**
 * Where a text has a quotation. The judge read a template: where it quotes over tags, what stands
 * between them is found.
 */
function placesOf(evidence: string, text: string): { start: number; end: number }[] {
  const whole = evidencePlace(evidence, text);
  if (whole !== null) return [whole];
  const plain = plainText(evidence);
  if (!plain.startsWith("“") || !tag.test(plain)) return [];
  const pieces = plain.slice(1).split(new RegExp(tag, "gs"));
  const last = pieces.pop()!.split("”", 1);
  let from = 0;
  return [...pieces, ...last].flatMap((piece) => {
    const words = piece.trim();
    const start = words.split(/\s+/).length < enough ? -1 : text.indexOf(words, from);
    if (start < 0) return [];
    from = start + words.length;
    return [{ start, end: from }];
  });
}
