import { inPercent, interval, pNumber, signed } from "../../lib/number-text.ts";
import type { ClaimCheck, Standing } from "./claim-check.ts";
import type { Interval } from "../numbers/interval.ts";
import { provisionalNote } from "../notes/provisional-note.ts";
import { formatTable } from "../../lib/table-format.ts";

const ends = (ci: Interval | null, show: (value: number) => string) => (ci ? ` ${interval(ci, show)}` : "");

/**
 * Claims and what became of them, as text and as HTML: rates in %, differences in points, and how
 * to read the words.
 */
export function describeClaims(checks: readonly ClaimCheck[]): { "text/plain": string; "text/html": string } {
  const tested = checks.filter(({ p }) => p !== null);
  const [one] = checks;
  const table = {
    caption: one
      ? `Claims about the published wording beside ${one.on === "rewordings" ? "rewordings" : "the published side as asked here"}; rates in %, difference = measured − claimed in points, ${inPercent(one.level)} % intervals`
      : "no claims",
    header: ["claimed", "measured", "difference", "p (Holm)", "standing"],
    lines: checks.map((check) => ({ label: check.claim.id, cells: cellsOf(check) })),
    notes: one
      ? [
          `reproduced: shown to lie within ±${inPercent(one.margin)} points; not reproduced: a difference shown, and not that it is that small; inconclusive: neither`,
          `p by Holm over the ${tested.length} tested; the intervals are not adjusted for that`,
          ...(["inconclusive", "not tested"] as const).flatMap((standing) => reasons(checks, standing)),
          ...provisional(checks),
        ]
      : [],
  };
  return { "text/plain": formatTable(table, "text"), "text/html": formatTable(table, "html") };
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
