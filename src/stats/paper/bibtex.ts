import { checkOptions } from "../../lib/check-options.ts";
import type { Source } from "../../scenarios/scenario.ts";
import type { Gap } from "../gap/gap.ts";
import type { Reference } from "./reference.ts";
import { references } from "./references.ts";

type Key = keyof typeof references;

const sources = {
  adjust: ["holm1979", "benjamini1995"],
  agreement: ["cohen1960", "fleiss1969"],
  bootstrap: ["efron1987", "davison1997"],
  consistency: ["viechtbauer2007", "nakagawa2010", "higgins2002"],
  corrected: ["rogan1978", "lang2014"],
  cues: ["box2005", "gelman2005", "lindley1972", "pratt1963", "yu2018", "dumouchel1994", "meyer1995"],
  cutoff: ["pustejovsky2018", "pustejovsky2022"],
  dose: ["knapp2003"],
  equivalence: ["schuirmann1987"],
  glmm: ["bates2015", "breslow1993"],
  krippendorff: ["krippendorff2019"],
  mcnemar: ["mcnemar1947"],
  mediation: ["mackinnon2004", "imai2010", "knapp2003"],
  permutation: ["fisher1935", "phipson2010"],
  posterior: ["gelman2007", "gelman2006", "gelman2008", "griffiths1973", "hoffman2014", "yu2011", "vehtari2021"],
  predictionPowered: ["angelopoulos2023", "ppi2023", "horvitz1952", "wilson1927"],
  rate: ["wilson1927", "clopper1934", "brown2001"],
  sequence: ["waudbysmith2024", "howard2021"],
  specifications: ["simonsohn2020"],
  twoRates: ["newcombe1998", "fisher1935"],
} as const satisfies Record<string, readonly Key[]>;

/** A method of this package besides the gap itself, for {@link bibtex}. */
export type Used = keyof typeof sources;

const ofTau = { REML: "viechtbauer2005", DL: "dersimonian1986", PM: "paule1982" } as const;

/** A scenario with its publication's BibTeX entry. */
export interface Cited {
  id: string;
  source: Pick<Source, "bibtex"> | null;
}

/**
 * BibTeX entries of what was used: the methods behind these gaps, those named in `uses`, and the
 * publications of the gaps' scenarios among `scenarios`. One entry a work, in order of citation
 * key. Throws on a method it does not know.
 *
 * @example
 * bibtex(gaps, { scenarios: [scenario] }).slice(0, 200)
 */
export function bibtex(
  gaps: readonly Gap[],
  options: { scenarios?: readonly Cited[]; uses?: readonly Used[] } = {},
): string {
  const { scenarios = [], uses = [] } = checkOptions("bibtex", options, { scenarios: true, uses: true });
  const unknown = uses.find((name) => !(name in sources));
  if (unknown !== undefined)
    throw new Error(`no sources for "${unknown}": expected some of ${Object.keys(sources).join(", ")}`);
  const keys = new Set<Key>(uses.flatMap((name) => sources[name]));
  const estimated = gaps.filter(({ gap }) => gap !== null);
  for (const gap of estimated) for (const key of sourcesOf(gap)) keys.add(key);
  const named = new Set(gaps.map(({ scenario }) => scenario));
  const published = scenarios.flatMap(({ id, source }) =>
    named.has(id) && source?.bibtex ? [source.bibtex.trim()] : [],
  );
  const methods = [...keys].sort().map((key) => entry(key, references[key]));
  return [...new Set([...published, ...methods])].join("\n\n");
}

/** What stands behind one gap, as it was estimated. */
function sourcesOf(gap: Gap): Key[] {
  const { method, k, bySize, steadied, band, variance, clustered, provisional, missing } = gap;
  const when = (holds: boolean, ...keys: Key[]): Key[] => (holds ? keys : []);
  return [
    "satterthwaite1946",
    ...when(k > 1, ofTau[method], "hartung2001"),
    ...when(k > 1 && bySize === true, "bakbergenuly2020"),
    ...when(steadied, "agresti2000"),
    ...when(band !== null, "higgins2009"),
    ...when(band === "binomial", "bates2015", ...when(clustered, "rao1992")),
    ...when(variance === "sampling", "roever2015"),
    ...when(
      provisional.some(({ why }) => why === "agreement"),
      "landis1977",
    ),
    ...when(
      provisional.some(({ why }) => why === "errors by side"),
      "fisher1935",
      "holm1979",
      "rogan1978",
    ),
    ...when(clustered, "liang1986"),
    ...when(missing?.material === true, "manski1990", "lee2009"),
  ];
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
