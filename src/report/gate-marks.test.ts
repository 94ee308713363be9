import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { frame } from "../frames/frame.ts";
import { rows } from "../frames/rows.ts";
import { grade } from "../judges/grading/grade.ts";
import { gapForest } from "../plots/figures/gap-forest.ts";
import { heatMap } from "../plots/figures/heat-map.ts";
import { slopes } from "../plots/figures/slopes.ts";
import { wordingSpread } from "../plots/figures/wording-spread.ts";
import { plan } from "../runner/plan.ts";
import { run } from "../runner/run.ts";
import { loadScenario } from "../scenarios/load.ts";
import { gapTable } from "../stats/gap/gap-table.ts";
import { gap } from "../stats/gap/gap.ts";
import { compareRuns } from "../study/compare-runs.ts";
import { findingsOf } from "./findings-of.ts";
import { findingsPage } from "./findings.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-gate-marks-"));
after(() => rmSync(root, { recursive: true }));

const shipped = loadScenario("insider-trading", { verbatim: false });
const [changed] = shipped.wordings.filter(({ arm }) => arm === "paraphrase");
// As somebody's own text under a shipped id would be: one that no gate ever saw.
const scenario = {
  ...shipped,
  wordings: shipped.wordings.map((each) => (each === changed ? { ...each, hash: "0".repeat(64) } : each)),
};
const quiet = { mode: "off", onProgress: () => {} } as const;
const spec = {
  models: ["simulated/recognizer"],
  conditions: { pressure: ["high"] },
  elicit: "choice",
  inputs: 1,
} as const;

async function graded(scenarios: Parameters<typeof plan>[0]["scenarios"], name: string) {
  const planned = plan({ ...spec, models: [...spec.models], conditions: { pressure: ["high"] }, scenarios });
  return grade(await run(planned, { ...quiet, dir: join(root, name) }), quiet);
}

const results = await graded([scenario], "own");
const said = new RegExp(`the gate never saw ${changed!.id} as asked here`, "i");
const df = await frame(results);
const all = rows(results);

const sources = {
  rows: () => gap(all),
  "rows that were filtered": () => gap(all.filter(({ outcome }) => outcome === all[0]!.outcome)),
  "a frame": () => gap(df),
  "a frame that was asked for some of its rows": () => gap(df.query(df["outcome"].eq(all[0]!.outcome)) as never),
  "scenarios taken together": () => gap(all, { by: ["model", "outcome"] }),
  "a change between runs": () =>
    compareRuns(results, results, { by: ["scenario", "outcome"] }).map(({ change }) => change),
};
for (const [what, gaps] of Object.entries(sources))
  test(`${what}: each gap says which of its wordings no gate saw`, () => {
    const found = gaps();
    assert.ok(found.length > 0);
    for (const each of found) {
      assert.match(each.notes.join("\n"), said);
      assert.deepEqual(each.gate?.unseen, [changed!.id]);
    }
  });

test("a gap that leaves that wording out does not", () => {
  const [first] = gap(all.filter(({ wording }) => wording !== changed!.id));
  assert.deepEqual(first!.gate?.unseen, []);
  assert.doesNotMatch(first!.notes.join("\n"), /the gate/);
});

const gaps = gap(all);
const shown = {
  text: () => gapTable(gaps, { format: "text" }),
  "text of 60 columns": () => gapTable(gaps, { format: "text", columns: 60 }).replace(/\s+/g, " "),
  Markdown: () => gapTable(gaps, { format: "markdown" }),
  LaTeX: () => gapTable(gaps, { format: "latex" }),
  HTML: () => gapTable(gaps, { format: "html" }),
  JSON: () => JSON.stringify(gaps),
  "a forest": () => wordsOf(gapForest(gaps)),
  "a forest's row": () => wordsOf(gapForest(gaps)).replace(/.*wordings outside the gate.*/s, said.source),
  "a spread of wordings": () => wordsOf(wordingSpread(gaps[0]!)),
  "a heat map": () => wordsOf(heatMap(gaps)),
  slopes: () => wordsOf(slopes(gaps.slice(0, 1))),
};

/** What a figure says in sight, without its alt and what is said on pointing. */
const wordsOf = ({ layout }: { layout: object }) => JSON.stringify(layout).replace(/<br>/g, " ");

for (const [what, text] of Object.entries(shown)) test(`${what} says so`, () => assert.match(text(), said));

test("the findings page says so, in its table and in what it lets one take along", async () => {
  const html = findingsPage(await findingsOf([results], gaps));
  assert.match(html, said);
  assert.match(html, /gateRejected,gateUnseen/);
});

test("where others have their control, a gap without one says so", async () => {
  const both = rows(await graded(["insider-trading", "insider-trading-control"], "both"));
  const without = both
    .filter(({ scenario: of }) => of === "insider-trading")
    .map((row) => ({ ...row, scenario: "alone" }));
  const alone = /no control stands beside it/;
  for (const each of gap([...both, ...without]).filter(({ gap: found }) => found !== null))
    assert.equal(alone.test(each.notes.join()), each.scenario === "alone", each.scenario);
  assert.doesNotMatch(gaps.flatMap(({ notes }) => notes).join(), alone);
});
