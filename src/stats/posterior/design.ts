import type { GroupCounts } from "./counts-of.ts";

/**
 * Coefficients of one kind: each normal about 0, with a standard deviation that is estimated, or
 * one that is given.
 */
interface Block {
  /** What its coefficients are of: `wording`, `input × group` … */
  name: string;
  size: number;
  first: number;
  /** Place among the standard deviations; null where `scale` is the prior's own. */
  sd: number | null;
  scale: "intercept" | "published" | null;
}

/**
 * The model's design: log odds of a cell are those of its row (a group and wording) plus those of
 * its column (a group and input), each a sum of coefficients. Coefficients of the smallest kinds
 * come first, so that factors stay sparse.
 */
export interface Design {
  blocks: Block[];
  /** Names of the standard deviations. */
  sds: string[];
  coefficients: number;
  /** By row and by column: the coefficients that add up to its log odds. */
  rowTerms: Int32Array[];
  columnTerms: Int32Array[];
  /** Row, column, trials and successes of each cell. */
  cellRow: Int32Array;
  cellColumn: Int32Array;
  n: Float64Array;
  sum: Float64Array;
  /**
   * Whether trials of one wording and input may be alike beyond their rate: some have several, over
   * several inputs.
   */
  isOverdispersed: boolean;
  groups: GroupDesign[];
}

/** Where one group stands in the design. */
export interface GroupDesign {
  /** Coefficients of its mean over rewordings. */
  base: Int32Array;
  wordings: { wording: string; published: boolean; row: number }[];
  inputs: number;
}

/** A coefficient by the name of its kind and its own. */
type Term = readonly [kind: string, level: string];

/** Kinds in the order of their coefficients, with the name of their standard deviation. */
const kinds = [
  "wording × group",
  "input × group",
  "wording",
  "input",
  "group",
  "published × group",
  ...["scenario", "model", "condition"].flatMap((column) => [column, `published × ${column}`]),
];

/**
 * The design of groups that are modelled together: wordings and inputs are a scenario's own, shared
 * by its groups.
 */
export function designOf(groups: readonly GroupCounts[]): Design {
  const named = groups.map((group, g) => termsOf(group, g, sharing(groups)));
  const levels = new Map<string, Map<string, number>>();
  const note = ([kind, level]: Term) => {
    const known = levels.get(kind) ?? new Map<string, number>();
    levels.set(kind, known.set(level, known.get(level) ?? known.size));
  };
  for (const { base, rows, columns } of named)
    for (const terms of [base, ...rows.map(({ terms }) => terms), ...columns.map(({ terms }) => terms)])
      terms.forEach(note);
  const blocks = blocksOf(levels);
  const first = new Map(blocks.map(({ name, first }) => [name, first]));
  const placed = (terms: readonly Term[]) =>
    Int32Array.from(terms, ([kind, level]) => first.get(kind)! + levels.get(kind)!.get(level)!);
  const last = blocks.at(-1)!;
  return {
    blocks,
    sds: blocks.flatMap(({ sd, name }) => (sd === null ? [] : [name])),
    coefficients: last.first + last.size,
    ...crossed(groups, named, placed),
  };
}

function blocksOf(levels: ReadonlyMap<string, ReadonlyMap<string, number>>): Block[] {
  const blocks: Block[] = [];
  let [first, sds] = [0, 0];
  const known = (kind: string) => kinds.includes(kind) || kind === "intercept" || kind === "published";
  const others = [...levels.keys()].filter((kind) => !known(kind));
  for (const name of [...kinds, ...others, "published", "intercept"]) {
    const size = levels.get(name)?.size ?? 0;
    if (size === 0) continue;
    const scale = name === "intercept" || name === "published" ? name : null;
    blocks.push({ name, size, first, sd: scale === null ? sds++ : null, scale });
    first += size;
  }
  return blocks;
}

/** What groups have in common, which decides which kinds of coefficients there are. */
interface Sharing {
  /** Key columns by which the groups differ. */
  columns: string[];
  /** Whether any wording, or any input, is in several groups. */
  wordings: boolean;
  inputs: boolean;
}

function sharing(groups: readonly GroupCounts[]): Sharing {
  const names = Object.keys(groups[0]!.head.key).filter((name) => name !== "outcome");
  const columns = names.filter((name) => new Set(groups.map(({ head }) => head.key[name])).size > 1);
  const shared = (of: (group: GroupCounts) => string[]) => {
    const all = groups.flatMap((group) => [...new Set(of(group))]);
    return new Set(all).size < all.length;
  };
  return {
    columns,
    wordings: shared((group) => group.counts.map((count) => wordingOf(group, count.wording))),
    inputs: shared((group) => (hasInputs(group) ? group.counts.map((count) => wordingOf(group, count.input)) : [])),
  };
}

const wordingOf = ({ head }: GroupCounts, name: string): string => JSON.stringify([head.key["scenario"], name]);
const hasInputs = ({ counts }: GroupCounts): boolean => new Set(counts.map(({ input }) => input)).size > 1;

interface Named {
  base: Term[];
  rows: { wording: string; published: boolean; terms: Term[] }[];
  columns: { input: string; terms: Term[] }[];
}

/** A group's rows and columns by the names of their coefficients. */
function termsOf(group: GroupCounts, g: number, { columns, wordings, inputs }: Sharing): Named {
  const effects = (prefix: string): Term[] => [
    ...columns.map((column): Term => [`${prefix}${column}`, group.head.key[column]!]),
    ...(columns.length > 1 ? [[`${prefix}group`, String(g)] as const] : []),
  ];
  const base: Term[] = [["intercept", ""], ...effects("")];
  const texts = [...new Map(group.counts.map((count) => [`${count.published} ${count.wording}`, count])).values()];
  const published = texts.filter((text) => text.published).length;
  const rows = texts.map(({ wording, published: isPublished }) => {
    const shared: Term[] = [
      ["wording", wordingOf(group, wording)],
      ...(wordings ? [["wording × group", `${g} ${wording}`] as const] : []),
    ];
    const side: Term[] = isPublished ? [["published", ""], ...effects("published × ")] : [];
    // One published text's own deviation is what `published` is of; several are draws of such
    // texts.
    const terms = [...base, ...side, ...(isPublished && published === 1 ? [] : shared)];
    return { wording, published: isPublished, terms };
  });
  const names = hasInputs(group) ? [...new Set(group.counts.map(({ input }) => input))] : [""];
  const cols = names.map((input) => ({ input, terms: names.length > 1 ? inputTerms(group, g, input, inputs) : [] }));
  return { base, rows, columns: cols };
}

const inputTerms = (group: GroupCounts, g: number, input: string, shared: boolean): Term[] => [
  ["input", wordingOf(group, input)],
  ...(shared ? [["input × group", `${g} ${input}`] as const] : []),
];

/** Rows, columns and cells of all groups. */
function crossed(
  groups: readonly GroupCounts[],
  named: readonly Named[],
  placed: (terms: readonly Term[]) => Int32Array,
) {
  const [rowTerms, columnTerms]: [Int32Array[], Int32Array[]] = [[], []];
  const cells: { row: number; column: number; n: number; sum: number }[] = [];
  const designs = groups.map(({ counts }, g): GroupDesign => {
    const { base, rows, columns } = named[g]!;
    const [firstRow, firstColumn] = [rowTerms.length, columnTerms.length];
    rowTerms.push(...rows.map(({ terms }) => placed(terms)));
    columnTerms.push(...columns.map(({ terms }) => placed(terms)));
    const rowOf = new Map(rows.map(({ wording, published }, i) => [`${published} ${wording}`, firstRow + i]));
    const columnOf = new Map(columns.map(({ input }, i) => [input, firstColumn + i]));
    for (const { wording, published, input, n, sum } of counts) {
      const column = columns.length > 1 ? columnOf.get(input)! : firstColumn;
      if (n > 0) cells.push({ row: rowOf.get(`${published} ${wording}`)!, column, n, sum });
    }
    const wordings = rows.map(({ wording, published }, i) => ({ wording, published, row: firstRow + i }));
    return { base: placed(base), wordings, inputs: columns.length };
  });
  // Cells of equal counts stand together, so that what is done for each is foreseen.
  cells.sort((a, b) => a.n - b.n || a.sum - b.sum);
  return {
    rowTerms,
    columnTerms,
    cellRow: Int32Array.from(cells, ({ row }) => row),
    cellColumn: Int32Array.from(cells, ({ column }) => column),
    n: Float64Array.from(cells, ({ n }) => n),
    sum: Float64Array.from(cells, ({ sum }) => sum),
    isOverdispersed: designs.some(({ inputs }) => inputs > 1) && cells.some(({ n }) => n > 1),
    groups: designs,
  };
}
