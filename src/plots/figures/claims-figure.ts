import { checkOptions } from "../../lib/check-options.ts";
import type { Data } from "plotly.js";
import { conditionLabel } from "../../scenarios/condition.ts";
import type { ClaimCheck } from "../../stats/claims/check-claims.ts";
import { ofRates } from "../../stats/notes/gap-notes.ts";
import { block, key, type Block } from "../block.ts";
import { checkList } from "../check-drawn.ts";
import { figure, type Figure } from "../figure.ts";
import { gapWithInterval } from "../gap-interval.ts";
import { badge, provisionalReasons, standIn } from "../gap-words.ts";
import { config, rowLayout } from "../layout.ts";
import { pointData } from "../link.ts";
import { headOf, nameOf, type Names } from "../names.ts";
import { Rows } from "../rows.ts";
import { percent, percentInterval, roundPercent, signed } from "../../lib/number-text.ts";
import type { Interval } from "../../stats/numbers/interval.ts";
import { hoverText, points } from "../text.ts";
import { light } from "../theme.ts";

export interface ClaimsFigureOptions {
  title?: string;
  names?: Names;
}

interface Mark {
  check: ClaimCheck;
  y: number;
}

/** How far the two marks of a row stand from its middle, in px. */
const apart = 7;

/**
 * Claims and what was measured of them, in % of trials: a row a claim, the claimed rate above with
 * its interval, the measured one below, grouped by scenario, outcome and condition, each with its
 * standing. A claim that was not tested is a row with its claim alone. Throws on an empty list.
 *
 * @example
 * const printed = gap(interop.readCells("data/results/insider-trading-2026.csv"));
 * const checks = checkClaims(claims(), printed);
 * claimsFigure(checks.filter(({ standing }) => standing !== "not tested"))
 */
export function claimsFigure(checks: readonly ClaimCheck[], options: ClaimsFigureOptions = {}): Figure {
  const { title, names = {} } = checkOptions("claimsFigure", options, { title: true, names: true });
  checkList("claimsFigure", checks, "checkClaims()");
  const [first] = checks;
  if (first === undefined) throw new Error("no claims to draw: checkClaims() was given none");
  const rows = new Rows();
  const marks: Mark[] = [];
  const testedFirst = checks.toSorted((a, b) => Number(a.p === null) - Number(b.p === null));
  for (const group of Map.groupBy(testedFirst, ({ claim }) => placeOf(claim)).values()) {
    const { scenario, outcome, condition } = group[0]!.claim;
    const label = conditionLabel(condition);
    rows.head([
      block(`${headOf(names, scenario)}: ${nameOf(names, outcome, scenario)}`, { at: "body", bold: true }),
      ...(label ? [block(nameOf(names, label, scenario))] : []),
    ]);
    for (const check of group) marks.push({ check, y: rows.add(labelOf(check, names), 14) });
  }
  const shown = first.on === "rewordings" ? "mean over rewordings" : "published side, asked here";
  const level = roundPercent(first.level);
  return figure({
    data: [
      ...side("claimed", marks, light.published, "diamond", ({ claimed }) => claimed, -apart, names),
      ...side("measured", marks, light.paraphrase, "circle", ({ measured }) => measured, apart, names),
    ],
    layout: rowLayout({
      header: [
        block(title ?? "Is what was claimed what is measured?", { at: "title", bold: true }),
        key([
          [
            "◆",
            light.published,
            checks.every(({ about }) => about === "rewordings")
              ? "claimed of rewordings"
              : "claimed of the published wording",
          ],
          ["●", light.paraphrase, shown],
        ]),
      ],
      rows,
      xaxis: { caption: ["% of trials"], range: [-2, 102] },
      shapes: [],
      footer: [
        `Lines: ${level} intervals. In the rows: measured − claimed in percentage points. K: rewordings; n: trials.`,
        `Reproduced: shown to lie within ±${points(first.margin)} points. Not reproduced: a difference is shown, and not that it is that small. Either by Holm's p over the claims tested.`,
        `Published side: the source's own text, as claimed${first.on === "published" ? `; as asked here ${asked(checks)}` : ""}.`,
        ...provisionalReasons(measuredOf(checks)),
      ].map((note) => block(note, { color: light.muted })),
    }),
    config: config("claims"),
    alt: checks.map((check) => describe(check, names)).join("\n"),
  });
}

const measuredOf = (checks: readonly ClaimCheck[]) => checks.flatMap(({ gap }) => gap ?? []);

/** Which texts stood for the published side in what was measured. */
const asked = (checks: readonly ClaimCheck[]): string => [...new Set(measuredOf(checks).map(standIn))].join("; ");

function labelOf(check: ClaimCheck, names: Names): Block[] {
  const { claim, claimed, difference, ci, measured, standing } = check;
  const value = difference === null ? "" : gapWithInterval(signed(difference), ci, check.gap ?? ofRates);
  const counts = [trialsOf(check), measured && measured.k > 1 ? `K\u00a0=\u00a0${measured.k}` : ""].filter(Boolean);
  return [
    block(nameOf(names, check.claim.model), { row: true }),
    block([standing, check.gap ? badge(check.gap) : ""].filter(Boolean).join("\u00a0· "), { row: true, bold: true }),
    ...[claimed.rate === null ? `claimed: ${claim.stated}` : "", value, counts.join(", ")]
      .filter(Boolean)
      .map((text) => block(text, { row: true, color: light.muted })),
  ];
}

const placeOf = ({ scenario, outcome, condition }: ClaimCheck["claim"]) =>
  JSON.stringify([scenario, outcome, conditionLabel(condition)]);

function whatOf({ claim }: ClaimCheck, names: Names): string {
  const condition = conditionLabel(claim.condition);
  const parts = [nameOf(names, claim.model), condition && nameOf(names, condition, claim.scenario)];
  return parts.filter(Boolean).join("\u00a0· ");
}

function trialsOf({ claim, measured }: ClaimCheck): string {
  const claimed = claim.n === null ? "" : `n ${claim.nAtLeast ? ">" : "="} ${claim.n}`;
  return [claimed, measured?.n ? `vs ${measured.n}` : ""].filter(Boolean).join(" ");
}

function side(
  name: string,
  marks: Mark[],
  color: string,
  symbol: string,
  of: (check: ClaimCheck) => { rate: number | null; ci: Interval | null } | null,
  shift: number,
  names: Names,
): Data[] {
  const found = marks.flatMap(({ check, y }) => {
    const { rate = null, ci = null } = of(check) ?? {};
    return rate === null ? [] : [{ check, rate, ci, y: y + shift }];
  });
  const lines = found.flatMap(({ ci, y }) =>
    ci ? [[points(ci[0]), y] as const, [points(ci[1]), y] as const, [null, null] as const] : [],
  );
  return [
    {
      type: "scatter",
      mode: "lines",
      name: `${name}, interval`,
      x: lines.map(([x]) => x),
      y: lines.map(([, y]) => y),
      line: { color, width: 2 },
      hoverinfo: "skip",
    },
    {
      type: "scatter",
      mode: "markers",
      name,
      x: found.map(({ rate }) => points(rate)),
      y: found.map(({ y }) => y),
      marker: { size: 10, color, symbol, line: { color: light.paper, width: 1 } },
      ...(name === "measured" ? { customdata: found.map(({ check }) => pointData(trialsBehind(check))) } : {}),
      text: found.map(({ check }) => hoverText(describe(check, names))),
      hovertemplate: "%{text}<extra></extra>",
    },
  ];
}

const trialsBehind = ({ gap, on }: ClaimCheck) => ({ ...gap!, ...(on === "rewordings" ? { arm: "paraphrase" } : {}) });

/** A claim in a sentence, with its source. */
function describe(check: ClaimCheck, names: Names): string {
  const { claim, claimed, measured, difference, ci, standing, why } = check;
  const rate = (each: { rate: number; ci: Interval | null }) =>
    percent(each.rate) + (each.ci ? ` ${percentInterval(each.ci)}` : "");
  const said = claimed.rate === null ? (claim.stated ?? "no figure") : rate({ ...claimed, rate: claimed.rate });
  const apart =
    difference === null ? "" : `, ${gapWithInterval(`${signed(difference)} points`, ci, check.gap ?? ofRates)}`;
  const facts = [trialsOf(check), measured && measured.k > 1 ? `K = ${measured.k}` : ""].filter(Boolean).join(", ");
  return (
    `${whatOf(check, names)}, ${nameOf(names, claim.outcome, claim.scenario)}: claimed ${said} (${claim.source.citation}); ` +
    `${measured ? `measured ${rate(measured)}` : "not measured"}${apart}${facts && ` (${facts})`}: ${standing}${why && `, ${why}`}`
  );
}
