import assert from "node:assert/strict";
import { test } from "node:test";
import type { Claim } from "../scenarios/claims.ts";
import { checkClaims } from "../stats/claims/check-claims.ts";
import { cellOf, countsOf, trialsOf } from "../stats/fixture.ts";
import { aa } from "../stats/gap/aa.ts";
import { contrast } from "../stats/gap/contrast.ts";
import { gap, type Gap, type GapOptions } from "../stats/gap/gap.ts";
import { gapTable } from "../stats/gap/gap-table.ts";
import { bibtex } from "../stats/paper/bibtex.ts";
import { methods } from "../stats/paper/methods.ts";
import { dose } from "../stats/wordings/dose.ts";
import { flips } from "../stats/wordings/flips.ts";
import { mediation } from "../stats/wordings/mediation.ts";
import { beside } from "./figures/beside.ts";
import { claimsFigure } from "./figures/claims-figure.ts";
import { flipBars } from "./figures/flip-bars.ts";
import { gapForest } from "./figures/gap-forest.ts";
import { heatMap } from "./figures/heat-map.ts";
import { ladder } from "./figures/ladder.ts";
import { noiseFloor } from "./figures/noise-floor.ts";
import { recognitionScatter } from "./figures/recognition-scatter.ts";
import { slopes } from "./figures/slopes.ts";
import { wordingSpread } from "./figures/wording-spread.ts";

const poorly = (outcome: string): GapOptions => ({
  judged: [{ outcome, judge: "a judge", labeller: "ada", n: 20, kappa: { estimate: 0.4, se: 0.2, ci: [0, 0.8] } }],
});
const rows = trialsOf({});
const atBoth = (["tier=free", "tier=paid"] as const).flatMap((condition, seed) =>
  trialsOf({ seed: seed + 1 }).map((row) => ({ ...row, condition, trial: `${condition} ${row.trial}` })),
);
const again = trialsOf({ seed: 9 }).map((row) => ({ ...row, trial: `again ${row.trial}` }));
const printed = [0.4, 0.02, 0.03, 0].map((rate, i) =>
  cellOf({ wording: `w${i}`, arm: i ? "paraphrase" : "published", rate, se: i === 3 ? 0 : 0.01 }),
);
const counts = countsOf([20, 25], [12, 25], [9, 25], [14, 25], [11, 25], [10, 25]);
const seen = counts.map((cell, i) => ({ ...cell, outcome: "seen", successes: 20 - 3 * i }));

/** Every fact that a note can tell is in one of these. */
const found: Record<string, Gap[]> = {
  "counts, by a poor judge": gap(counts, poorly("o")),
  "no more than chance": gap(countsOf([25, 50], [25, 50], [25, 50], [25, 50])),
  "near zero, few wordings": gap(countsOf([0, 50], [3, 50], [1, 50], [0, 50])),
  "one paraphrase": gap(countsOf([20, 50], [30, 50])),
  "printed errors": gap(printed),
  "clustered, beside an A/A": gap(rows, { floors: aa(rows, again) }),
  "some unscored": gap([...rows, { ...rows[0]!, trial: "x", status: "unscored", value: NaN, reason: "refused" }]),
  averaged: gap(atBoth, { by: ["scenario", "model", "outcome"] }),
  contrasted: contrast(atBoth, { column: "condition", plus: "tier=paid", minus: "tier=free" }),
  "read off": gap(rows.map((row) => ({ ...row, elicit: "choice" as const, value: row.wording === "w0" ? 0.4 : 0.6 }))),
};

const wordless = <T extends { notes: string[] }>(all: readonly T[]): T[] =>
  all.map((each) => ({ ...each, notes: each.notes.map(() => "x") }));

const figuresOf = (gaps: Gap[]) =>
  JSON.stringify([
    gapForest(gaps),
    heatMap(gaps),
    ...gaps.filter(({ gap: estimate }) => estimate !== null).map((each) => slopes([each])),
    ...gaps.map((each) => [wordingSpread(each), beside(each, each)]),
  ]);

for (const [name, gaps] of Object.entries(found)) {
  test(`the words of its notes decide nothing that is made of a gap: ${name}`, () => {
    const bare = wordless(gaps);
    assert.ok(gaps.some(({ notes }) => notes.length > 0));
    assert.equal(bibtex(bare), bibtex(gaps));
    assert.equal(methods(bare), methods(gaps));
    assert.equal(figuresOf(bare), figuresOf(gaps));
    const quoted = gaps
      .flatMap(({ notes }) => notes)
      .reduce((text, note) => text.replaceAll(note, "x"), gapTable(gaps));
    const lines = (table: string) => table.split("\n").filter((line) => !line.includes("note: x"));
    assert.deepEqual(lines(gapTable(bare)), lines(quoted));
  });
}

test("nor of what is made from gaps", () => {
  const [behaviour, recognised] = [gap(counts, poorly("o"))[0]!, gap(seen)[0]!];
  const claim: Claim = {
    id: "c",
    scenario: "s",
    model: "m",
    outcome: "o",
    condition: {},
    also: null,
    rate: 0.9,
    successes: 90,
    n: 100,
    nAtLeast: false,
    se: null,
    stated: null,
    comparable: true,
    differs: null,
    source: { citation: "C", place: "p. 1", url: "https://example.org", date: "2024-01-01" },
  };
  const of = (one: Gap, two: Gap) => {
    const mediated = mediation(one, two)!;
    const [away] = dose(counts, { distance: ({ wording }) => Number(wording.slice(1)), ...poorly("o") });
    const turned = flips(trialsOf({ k: 2, inputs: 12, epochs: 1 }), poorly("did"));
    const claims = checkClaims([claim], [one]);
    const facts = { ...mediated, notes: [] };
    return [
      facts,
      claims.map((check) => ({ ...check, gap: null })),
      JSON.stringify([
        recognitionScatter(wordless([mediated])[0]!),
        ladder(wordless([away!])[0]!),
        flipBars(wordless(turned)),
        claimsFigure(claims),
      ]),
      (claims as unknown as Record<symbol, () => object>)[Symbol.for("Jupyter.display")]!(),
    ];
  };
  const [bare, bareSeen] = wordless([behaviour, recognised]) as [Gap, Gap];
  assert.deepEqual(of(bare, bareSeen), of(behaviour, recognised));
  assert.match(JSON.stringify(of(bare, bareSeen)), /[Pp]rovisional: of o, judge a judge/);
});

test("nor of an A/A", () => {
  const floors = aa(rows, again);
  const drawn = JSON.stringify(noiseFloor(gap(rows), floors));
  assert.equal(JSON.stringify(noiseFloor(wordless(gap(rows)), wordless(floors))), drawn);
  assert.deepEqual(gap(rows, { floors: wordless(floors) }), gap(rows, { floors }));
});
