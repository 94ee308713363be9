import { lately } from "../../lib/lately.ts";
import { conditionLabel } from "../condition.ts";
import { isAmong, sentencesOf, type Cell } from "./cells.ts";
import { firstFound } from "./first-found.ts";
import type { Stated } from "./gate-rules.ts";

/** Sentences of which it is remembered what they state: cells and wordings share most of theirs. */
const sentences = 5000;
const readers = new WeakMap<Stated, (sentence: string) => Rank>();

/** A degree's place among all, -1 for none, and the words that state it. */
type Rank = [rank: number, words: string];

/**
 * To how high a degree a text states something, and by which words; "none" and "" where it does
 * not.
 */
function degreeOf(stated: Stated, text: string): Degree {
  const rankOf = readers.get(stated) ?? lately(sentences, (sentence: string) => sentenceRank(stated, sentence));
  readers.set(stated, rankOf);
  const found = sentencesOf(text).map(rankOf);
  const [rank, words] = found.reduce((high, each) => (each[0] > high[0] ? each : high), [-1, ""]);
  return { degree: Object.keys(stated.degrees)[rank] ?? "none", words };
}

function sentenceRank({ degrees, hedges }: Stated, sentence: string): Rank {
  const ranked = Object.values(degrees)
    .map((forms, i) => [i, firstOf(forms, sentence)] as const)
    .filter(([, words]) => words !== null);
  const [rank, words] = ranked.at(-1) ?? [-1, ""];
  const hedged = rank > 0 ? firstOf(hedges, sentence) : null;
  return hedged === null ? [rank, words ?? ""] : [0, hedged];
}

interface Degree {
  degree: string;
  words: string;
}

function firstOf(forms: readonly string[], text: string): string | null {
  for (const form of forms) {
    const found = firstFound(form, text);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Conditions under which a wording states something to another degree than every wording should,
 * or than the text it is set against does; cells without inputs' words.
 */
export function statedFaults(cells: readonly Cell[], stated: Stated, against: readonly Cell[]): string[] {
  const of = (some: readonly Cell[]) => some.filter(({ condition }) => isAmong(stated.only, condition));
  const published = stated.degree ?? of(against).map(({ text }) => degreeOf(stated, text).degree)[0] ?? "none";
  const unlike = of(cells)
    .map(({ condition, text }) => ({ condition, ...degreeOf(stated, text) }))
    .filter(({ degree }) => degree !== published);
  const [first] = unlike;
  if (!first) return [];
  const where = Object.keys(first.condition).length > 0 ? ` under ${conditionLabel(first.condition)}` : "";
  const words = first.words === "" ? "" : ` (“${first.words}”)`;
  return [`${first.degree}${words}${where}, where every wording has ${published}`];
}
