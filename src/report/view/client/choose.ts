import { fields, NOT_ASKED, type Field, type IndexTable, type OutcomeColumn } from "../index-table.ts";
import type { Filter } from "./address.ts";

type Filters = Partial<Record<Filter, string>>;

/** Values a score is looked for by, and what they are called. */
export const scores: Record<string, string> = { "1": "1", "0": "0", between: "between 0 and 1", unscored: "unscored" };

const classes = Object.keys(scores);

/** Of a score the bit of each class that it is in; of one that was not asked for none. */
function bitsOf(value: number | null): number {
  if (value === NOT_ASKED) return 0;
  const name = value === null ? "unscored" : value > 0 && value < 1 ? "between" : String(value);
  return bitOf(name) || other;
}

/** The bit of a score in no class. */
const other = 128;

/** 0 of what is no class. */
const bitOf = (name: string): number => (1 << (classes.indexOf(name) + 1)) >> 1;

const known = new WeakMap<OutcomeColumn, Uint8Array>();

/** Of each trial the bit of its score: what is looked at again and again is told once. */
function scoreBits(outcome: OutcomeColumn): Uint8Array {
  const bits = known.get(outcome) ?? Uint8Array.from(outcome.values, bitsOf);
  known.set(outcome, bits);
  return bits;
}

/** Of each trial the bits of its scores by several outcomes. */
function bitsOfAll(outcomes: readonly OutcomeColumn[], trials: number): Uint8Array {
  const all = new Uint8Array(trials);
  for (const bits of outcomes.map(scoreBits)) for (let place = 0; place < trials; place++) all[place]! |= bits[place]!;
  return all;
}

interface Searched {
  q: string;
  fits: Uint8Array;
}

const searched = new WeakMap<IndexTable, Searched>();

/**
 * Of each trial, 1 where its own facts have all words that are searched for: what many trials have
 * in common is looked at once, and not again until other words are.
 */
function factsHaving(table: IndexTable, q: string): Uint8Array {
  const known = searched.get(table);
  if (known?.q === q) return known.fits;
  const fits = new Uint8Array(table.ids.length).fill(1);
  for (const word of q.toLowerCase().split(/\s+/).filter(Boolean)) {
    const having = factHas(table, word);
    for (let place = 0; place < fits.length; place++) fits[place]! &= having[place]!;
  }
  searched.set(table, { q, fits });
  return fits;
}

/** Of each trial, 1 where a word stands in one of its facts. */
function factHas(table: IndexTable, word: string): Uint8Array {
  const having = new Uint8Array(table.ids.length);
  for (const field of fields) {
    const { values, codes } = table.columns[field];
    const has = Uint8Array.from(values, (value) => Number(value.toLowerCase().includes(word)));
    if (has.includes(1)) for (let place = 0; place < having.length; place++) having[place]! |= has[codes[place]!]!;
  }
  const epochs = new Set([...new Set(table.epochs)].filter((epoch) => `epoch ${epoch}`.includes(word)));
  for (let place = 0; place < having.length; place++)
    if (having[place] === 0 && (epochs.has(table.epochs[place]!) || table.ids[place]!.toLowerCase().includes(word)))
      having[place] = 1;
  return having;
}

/** What a field says of the trial at a place of the list. */
export function valueOf(table: IndexTable, field: Field, place: number): string {
  const { values, codes } = table.columns[field];
  return values[codes[place]!]!;
}

/** Outcomes that the filters look at: the one that is chosen, else all. */
export function outcomesOf({ outcomes }: IndexTable, { outcome }: Filters): OutcomeColumn[] {
  return outcome === undefined ? outcomes : outcomes.filter(({ id }) => id === outcome);
}

/**
 * Places of the trials that fit all filters, in order. `said` is 1 of each trial whose replies have
 * the words searched for; it fits as those do whose own facts have them. `except` is not filtered
 * by.
 */
export function choose(table: IndexTable, filters: Filters, said: Uint8Array, except?: Filter): number[] {
  const left = except !== undefined && filters[except] !== undefined ? except : undefined;
  const key = JSON.stringify([filters, left]);
  if (last?.table !== table || last.said !== said || last.key !== key)
    last = { table, said, key, chosen: chosenBy(table, filters, said, left) };
  return last.chosen;
}

/** What was chosen last: all menus count the same trials, but those that something is chosen in. */
let last: { table: IndexTable; said: Uint8Array; key: string; chosen: number[] } | null = null;

function chosenBy(table: IndexTable, filters: Filters, said: Uint8Array, except?: Filter): number[] {
  const fit = new Uint8Array(table.ids.length).fill(1);
  const keep = (test: (place: number) => boolean) => {
    for (let place = 0; place < fit.length; place++) if (fit[place] === 1 && !test(place)) fit[place] = 0;
  };
  for (const field of fields) {
    const wanted = filters[field];
    if (wanted === undefined || field === except) continue;
    const { values, codes } = table.columns[field];
    const code = values.indexOf(wanted);
    keep((place) => codes[place] === code);
  }
  const outcomes = outcomesOf(table, except === "outcome" ? {} : filters);
  const { value, q } = filters;
  const scored = bitsOfAll(outcomes, fit.length);
  if (filters.outcome !== undefined && except !== "outcome") keep((place) => scored[place] !== 0);
  if (value !== undefined && except !== "value") keep((place) => (scored[place]! & bitOf(value)) !== 0);
  if (filters.disputed !== undefined) {
    const disputed = new Set(outcomes.flatMap((outcome) => outcome.disputed));
    keep((place) => disputed.has(place));
  }
  if (q !== undefined) {
    const facts = factsHaving(table, q);
    keep((place) => facts[place] === 1 || said[place] === 1);
  }
  if (filters.trials !== undefined) {
    const named = new Set(filters.trials.split(","));
    keep((place) => named.has(table.ids[place]!));
  }
  const chosen: number[] = [];
  for (let place = 0; place < fit.length; place++) if (fit[place] === 1) chosen.push(place);
  return chosen;
}

/**
 * How many trials each value of a filter would leave, the other filters as they are; values without
 * any are left out.
 */
export function countsOf(table: IndexTable, filters: Filters, said: Uint8Array, of: Filter): [string, number][] {
  const left = choose(table, filters, said, of);
  if (of === "outcome" || of === "value") {
    const trials = table.ids.length;
    const each: [string, Uint8Array, number][] =
      of === "outcome"
        ? table.outcomes.map((outcome) => [outcome.id, scoreBits(outcome), 255])
        : classes.map((name) => [name, bitsOfAll(outcomesOf(table, filters), trials), bitOf(name)]);
    return each
      .map(([name, bits, wanted]): [string, number] => {
        let n = 0;
        for (const place of left) if ((bits[place]! & wanted) !== 0) n++;
        return [name, n];
      })
      .filter(([, n]) => n > 0);
  }
  const { values, codes } = table.columns[of as Field];
  const counts = values.map(() => 0);
  for (const place of left) counts[codes[place]!]!++;
  return values.map((value, code): [string, number] => [value, counts[code]!]).filter(([, n]) => n > 0);
}
