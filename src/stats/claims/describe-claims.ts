import { inPercent, interval, pNumber, signed } from "../../lib/number-text.ts";
import type { ClaimCheck, Standing } from "./claim-check.ts";
import type { Interval } from "../numbers/interval.ts";
import { provisionalNote } from "../notes/provisional-note.ts";
import { formatTable } from "../../lib/table-format.ts";

const ends = (ci: Interval | null, show: (value: number) => string) => (ci ? ` ${interval(ci, show)}` : "");

/**
 * Claims and what became of them, as text and as HTML: those that can be answered first, and those
 * that nothing was measured of last, folded in HTML; rates in %, differences in
 * points, and how to read the words.
 */
export function describeClaims(checks: readonly ClaimCheck[]): { "text/plain": string; "text/html": string } {
  const tested = checks.filter(({ p }) => p !== null);
  const [one] = checks;
  const open = checks.filter(({ standing }) => standing !== "not tested");
  const untested = checks.filter(({ standing }) => standing === "not tested");
  const table = {
    caption: one
      ? `${claimedOf(checks)} beside ${one.on === "rewordings" ? "rewordings" : "the published side as asked here"}; rates in %, difference = measured − claimed in points, ${inPercent(one.level)} % intervals`
      : "no claims",
    header: ["claimed", "measured", "difference", "p (Holm)", "standing"],
    lines: linesOf(open),
    notes: one
      ? [
          ...carriedOver(checks),
          `reproduced: shown to lie within ±${inPercent(one.margin)} points; not reproduced: a difference shown, and not that it is that small; inconclusive: neither`,
          `p, of a difference and of one beyond the margin, by Holm over the ${tested.length} tested; the intervals are not adjusted for that`,
          ...(["inconclusive", "not tested"] as const).flatMap((standing) => reasons(checks, standing)),
          ...provisional(checks),
        ]
      : [],
  };
  const all = { ...table, lines: linesOf([...open, ...untested]) };
  return { "text/plain": formatTable(all, "text"), "text/html": formatTable(table, "html") + folded(untested) };
}

const linesOf = (checks: readonly ClaimCheck[]) =>
  checks.map((check) => ({ label: check.claim.id, cells: cellsOf(check) }));

/** What nobody has measured here, to be opened by who wants it. */
function folded(untested: readonly ClaimCheck[]): string {
  if (untested.length === 0) return "";
  const sources = untested.map(({ claim: { id, source } }) => [id, source] as const);
  const secondary = sources.filter(([, { primary }]) => primary === false).map(([id]) => id);
  const table = formatTable(
    {
      caption: "Claims of which nothing was measured here",
      header: ["claimed", "measured", "difference", "p (Holm)", "standing"],
      lines: linesOf(untested),
      notes: secondary.length === 0 ? [] : [`as others report it: ${secondary.join(", ")}`],
    },
    "html",
  );
  return `<details><summary>${untested.length} not tested</summary>${table}</details>`;
}

/** What sources speak of. */
function claimedOf(checks: readonly ClaimCheck[]): string {
  const about = new Set(checks.map((check) => check.about));
  if (about.size > 1) return "Claims about a source's own wording, or about rewordings,";
  return about.has("rewordings") ? "Claims about rewordings" : "Claims about the published wording";
}

/** What a standing says of claims about one thing that are set against the other. */
function carriedOver(checks: readonly ClaimCheck[]): string[] {
  const other = checks.filter(({ about, on, p }) => p !== null && about === "own wording" && on === "rewordings");
  return other.length === 0
    ? []
    : [
        `claimed of the source's own wording, measured on rewordings: whether the rate carries over, not whether the source is right: ${other.map(({ claim }) => claim.id).join(", ")}`,
      ];
}

function cellsOf({ claim, claimed, measured, difference, ci, pHolm, standing }: ClaimCheck): string[] {
  const trials = claim.n === null ? "" : ` (n${claim.nAtLeast ? " > " : " = "}${claim.n})`;
  const many = measured && [
    ...(measured.k > 1 ? [`K = ${measured.k}`] : []),
    ...(measured.n ? [`n = ${measured.n}`] : []),
  ];
  return [
    claimed.rate === null ? (claim.stated ?? "—") : `${inPercent(claimed.rate)}${ends(claimed.ci, inPercent)}${trials}`,
    measured
      ? `${inPercent(measured.rate)}${ends(measured.ci, inPercent)}${many!.length > 0 ? ` (${many!.join(", ")})` : ""}`
      : "—",
    difference === null ? "—" : `${signed(difference)}${ends(ci, signed)}`,
    pNumber(pHolm),
    standing,
  ];
}

/**
 * What was measured by a judge that is not known to be good enough, with the claims that it was set
 * against.
 */
function provisional(checks: readonly ClaimCheck[]): string[] {
  const all = checks.flatMap(({ gap, claim }) =>
    gap ? gap.provisional.map((why) => ({ note: provisionalNote(why), id: claim.id })) : [],
  );
  return [...Map.groupBy(all, ({ note }) => note)].map(
    ([note, group]) => `${note}: ${group.map(({ id }) => id).join(", ")}`,
  );
}

function reasons(checks: readonly ClaimCheck[], standing: Standing): string[] {
  const of = checks.filter((check) => check.standing === standing && check.lacks !== null);
  return [...Map.groupBy(of, ({ why }) => why)].map(
    ([why, group]) => `${standing}, ${why.replace(/\.$/, "")}: ${group.map(({ claim }) => claim.id).join(", ")}`,
  );
}
