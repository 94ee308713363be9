import assert from "node:assert/strict";
import { test } from "node:test";
import { checkClaims } from "../../stats/claims/check-claims.ts";
import { claimsFigure } from "./claims-figure.ts";
import { gap } from "../../stats/gap/gap.ts";
import { cellsShown, claimsShown, galleryGaps } from "../gallery-data.ts";

type Marks = { name: string; x: (number | null)[]; y: number[] };
const checks = checkClaims(claimsShown, galleryGaps(), { margin: 0.15 });
const traces = (figure: { data: unknown[] }) => figure.data as Marks[];
const named = (name: string) => traces(claimsFigure(checks)).find((trace) => trace.name === name)!;
const words = (figure: { layout: object }) => JSON.stringify(figure.layout).replace(/<br>|\u00a0/g, " ");

test("marks stand at what is claimed and what is measured, in per cent, the two of a row side by side", () => {
  assert.deepEqual(named("claimed").x, [62, 96, 49, 60]);
  const measured = checks.flatMap(({ measured }) => (measured ? [Number((measured.rate * 100).toFixed(4))] : []));
  assert.deepEqual(named("measured").x, measured);
  assert.equal(named("claimed").y[0]! + 14, named("measured").y[0]);
});

test("every row says its standing; one that was not tested has its claim alone, or says what is claimed without a figure", () => {
  const shown = words(claimsFigure(checks));
  for (const standing of ["not reproduced", "reproduced", "inconclusive", "not tested"])
    assert.match(shown, new RegExp(`<b>${standing}</b>`));
  assert.match(shown, /claimed: near 0/);
  assert.match(shown, /n &gt; 100/);
});

test("its words say source, interval and why something was not tested", () => {
  const { alt } = claimsFigure(checks);
  assert.match(alt, /claimed 62\.0\u00a0% \[56\.4, 67\.3\]\u00a0% \(Nobody \(2025\)\); measured .* points \[.*\]/);
  assert.match(alt, /claimed near 0 .*not measured.*: not tested, nothing was measured of it/);
});

test("what a doubtful judge measured is provisional, in its row, below it and in the table; what was asked here is named", () => {
  const judged = [{ outcome: "objected", judge: "a judge", labeller: "ada", n: 20, kappa: { estimate: 0.4, se: 0.1, ci: [0.1, 0.6] } }]; // prettier-ignore
  const gaps = gap(cellsShown, { judged: judged as never });
  const found = checkClaims(claimsShown, gaps, { on: "published" });
  const shown = words(claimsFigure(found));
  assert.match(shown, /inconclusive ·(<\/b> <b>| )provisional<\/b>/);
  assert.match(shown, /Provisional: of objected, judge a judge and labeller ada agree by κ 0\.40/);
  assert.match(shown, /as asked here a recognizable wording/);
  const table = (found as never as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")]!();
  assert.match(table["text/plain"]!, /provisional: of objected, .* below 0\.61: one, two, three/);
  assert.doesNotMatch(words(claimsFigure(checks)), /rovisional|as asked here/);
});

test("no claims is an error that says where they come from", () => {
  assert.throws(() => claimsFigure([]), /no claims to draw: checkClaims\(\) was given none/);
});
