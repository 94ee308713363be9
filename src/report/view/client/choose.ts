import { fields, NOT_ASKED, type Field, type IndexTable, type OutcomeColumn } from "../index-table.ts";
import type { Filter } from "./address.ts";

type Filters = Partial<Record<Filter, string>>;

/** Values a score is looked for by, and what they are called. */
export const scores: Record<string, string> = { "1": "1", "0": "0", between: "between 0 and 1", unscored: "unscored" };

const fits = (value: number | null, wanted: string): boolean =>
  value === null
    ? wanted === "unscored"
    : wanted === "between"
      ? value > 0 && value < 1
      : value !== NOT_ASKED && String(value) === wanted;

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
 * Places of the trials that fit all filters, in order. `said` are those whose replies have the
 * words searched for; they fit as those do whose own facts have them. `except` is not filtered by.
 */
export function choose(table: IndexTable, filters: Filters, said: ReadonlySet<number>, except?: Filter): number[] {
  const left = except !== undefined && filters[except] !== undefined ? except : undefined;
  const key = JSON.stringify([filters, left]);
  if (last?.table !== table || last.said !== said || last.key !== key)
    last = { table, said, key, chosen: chosenBy(table, filters, said, left) };
  return last.chosen;
}

/** What was chosen last: all menus count the same trials, but those that something is chosen in. */
let last: { table: IndexTable; said: ReadonlySet<number>; key: string; chosen: number[] } | null = null;

function chosenBy(table: IndexTable, filters: Filters, said: ReadonlySet<number>, except?: Filter): number[] {
  const tests: ((place: number) => boolean)[] = [];
  for (const field of fields) {
    const wanted = filters[field];
    if (wanted === undefined || field === except) continue;
    const { values, codes } = table.columns[field];
    const code = values.indexOf(wanted);
    tests.push((place) => codes[place] === code);
  }
  const outcomes = outcomesOf(table, except === "outcome" ? {} : filters);
  if (filters.outcome !== undefined && except !== "outcome")
    tests.push((place) => outcomes.some(({ values }) => values[place] !== NOT_ASKED));
  const { value, q } = filters;
  if (value !== undefined && except !== "value")
    tests.push((place) => outcomes.some(({ values }) => fits(values[place]!, value)));
  if (filters.disputed !== undefined) {
    const disputed = new Set(outcomes.flatMap((outcome) => outcome.disputed));
    tests.push((place) => disputed.has(place));
  }
  if (q !== undefined) {
    const facts = factsHaving(table, q);
    tests.push((place) => facts[place] === 1 || said.has(place));
  }
  if (filters.trials !== undefined) {
    const named = new Set(filters.trials.split(","));
    tests.push((place) => named.has(table.ids[place]!));
  }
  const chosen: number[] = [];
  for (let place = 0; place < table.ids.length; place++) if (tests.every((test) => test(place))) chosen.push(place);
  return chosen;
}

/**
 * How many trials each value of a filter would leave, the other filters as they are; values without
 * any are left out.
 */
export function countsOf(
  table: IndexTable,
  filters: Filters,
  said: ReadonlySet<number>,
  of: Filter,
): [string, number][] {
  const left = choose(table, filters, said, of);
  if (of === "outcome" || of === "value") {
    const looked = of === "outcome" ? table.outcomes : outcomesOf(table, filters);
    const count = (test: (place: number) => boolean) => left.reduce((sum, place) => sum + Number(test(place)), 0);
    const each = of === "outcome" ? looked.map(({ id }) => id) : Object.keys(scores);
    return each
      .map((name): [string, number] => [
        name,
        count((place) =>
          of === "outcome"
            ? looked.find(({ id }) => id === name)!.values[place] !== NOT_ASKED
            : looked.some(({ values }) => fits(values[place]!, name)),
        ),
      ])
      .filter(([, n]) => n > 0);
  }
  const { values, codes } = table.columns[of as Field];
  const counts = values.map(() => 0);
  for (const place of left) counts[codes[place]!]!++;
  return values.map((value, code): [string, number] => [value, counts[code]!]).filter(([, n]) => n > 0);
}
