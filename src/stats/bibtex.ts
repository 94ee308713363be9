import type { Scenario } from "../scenarios/scenario.ts";
import type { Gap } from "./gap.ts";
import { references, type Reference } from "./references.ts";

type Key = keyof typeof references;

const sources = {
  adjust: ["holm1979", "benjamini1995"],
  agreement: ["cohen1960", "fleiss1969"],
  bootstrap: ["efron1987"],
  consistency: ["viechtbauer2007", "nakagawa2010"],
  corrected: ["rogan1978", "lang2014"],
  dose: ["knapp2003"],
  equivalence: ["schuirmann1987"],
  glmm: ["bates2015"],
  krippendorff: ["krippendorff2019"],
  mcnemar: ["mcnemar1947"],
  mediation: ["mackinnon2004", "imai2010", "knapp2003"],
  predictionPowered: ["angelopoulos2023"],
} as const satisfies Record<string, readonly Key[]>;

/** A method of this package besides the gap itself, for {@link bibtex}. */
export type Used = keyof typeof sources;

const ofTau = { REML: "viechtbauer2005", DL: "dersimonian1986", PM: "paule1982" } as const;

/**
 * BibTeX entries of what was used: the methods behind these gaps, those named in `uses`, and the publications of the
 * gaps' scenarios among `scenarios`. One entry a work, in order of citation key. Throws on a method it does not know.
 */
export function bibtex(
  gaps: readonly Gap[],
  {
    scenarios = [],
    uses = [],
  }: { scenarios?: readonly Pick<Scenario, "id" | "source">[]; uses?: readonly Used[] } = {},
): string {
  const unknown = uses.find((name) => !(name in sources));
  if (unknown !== undefined)
    throw new Error(`no sources for "${unknown}": expected some of ${Object.keys(sources).join(", ")}`);
  const keys = new Set<Key>(uses.flatMap((name) => sources[name]));
  const estimated = gaps.filter(({ gap }) => gap !== null);
  for (const { method, n, notes, predictionInterval } of estimated) {
    for (const key of [ofTau[method], "hartung2001", "satterthwaite1946"] as const) keys.add(key);
    if (n !== null) for (const key of ["agresti2000", "bakbergenuly2020"] as const) keys.add(key);
    if (predictionInterval) keys.add("higgins2009");
    if (notes.some((note) => note.includes("their sampling error stands in"))) keys.add("roever2015");
    if (notes.some((note) => note.includes("errors are clustered by input"))) keys.add("liang1986");
  }
  const named = new Set(gaps.map(({ scenario }) => scenario));
  const published = scenarios.flatMap(({ id, source }) =>
    named.has(id) && source?.bibtex ? [source.bibtex.trim()] : [],
  );
  const methods = [...keys].sort().map((key) => entry(key, references[key]));
  return [...new Set([...published, ...methods])].join("\n\n");
}

function entry(key: string, work: Reference): string {
  const { type, author, title, in: where, year, volume, number, pages, doi } = work;
  const fields = {
    author,
    title: `{${title}}`,
    [type === "book" ? "publisher" : "journal"]: where,
    year: String(year),
    volume,
    number,
    pages,
    doi,
  };
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${name} = {${value}}`],
  );
  return `@${type}{${key},\n${lines.join(",\n")}\n}`;
}
