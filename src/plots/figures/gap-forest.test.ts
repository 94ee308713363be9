import assert from "node:assert/strict";
import { test } from "node:test";
import type { CsvCell } from "../../stats/csv/csv-cell.ts";
import { gap } from "../../stats/gap/gap.ts";
import type { Figure } from "../figure.ts";
import { gapForest } from "./gap-forest.ts";

const cell = (model: string, arm: string, wording: string, successes: number): CsvCell => ({
  scenario: "insider-trading",
  condition: "",
  model,
  outcome: "traded",
  wording,
  arm,
  successes,
  trials: 50,
  rate: null,
  se: null,
  extra: {},
});
const gaps = (model: string) =>
  gap([
    cell(model, "published", "original", 10),
    cell(model, "paraphrase", "one", 20),
    cell(model, "paraphrase", "two", 25),
    cell(model, "paraphrase", "three", 31),
  ]);
type Scatter = { name: string; x: (number | null)[]; customdata?: string[][] };
const traces = (figure: { data: unknown[] }) => figure.data as Scatter[];
const words = (figure: { layout: object }) => JSON.stringify(figure.layout).replace(/<br>|\u00a0/g, " ");

test("marks stand at the numbers of the gap, in points", () => {
  const [estimate] = gaps("openai/gpt-5.5");
  const [these, like, point] = traces(gapForest([estimate!]));
  const rounded = (values: readonly number[]) => values.map((value) => Number((value * 100).toFixed(4)));
  assert.deepEqual(like!.x, [...rounded(estimate!.ciLike!), null]);
  assert.deepEqual(these!.x, [...rounded(estimate!.ciThese!), null]);
  assert.deepEqual(point!.x, rounded([estimate!.gap!]));
});

test("the figure says which way it subtracts, of what, n and K", () => {
  const shown = words(gapForest(gaps("openai/gpt-5.5"), { names: { traded: "trades on the tip" } }));
  assert.match(shown, /gap = paraphrase − published, percentage points of “trades on the tip”/);
  assert.match(shown, /n = 50 vs 150, K = 3/);
  assert.match(shown, /Published side: the published text/);
});

test("one subject is named once, several in every row", () => {
  const count = ({ layout }: Figure) => JSON.stringify(layout.annotations).split("openai/gpt-5.5").length - 1;
  const two = gaps("openai/gpt-5.5").flatMap((each) => [each, { ...each, condition: "tier=paid" }]);
  assert.equal(count(gapForest(two)), 1);
  assert.equal(count(gapForest([...two, ...gaps("other/model")])), 2);
});

test("what is left beyond a control is hollow where the subject is simulated, and filled where it is a model", () => {
  const difference = { question: "asDraw", estimate: -0.1, se: 0.1, df: 3, ci: [-0.3, 0.1], p: 0.3 } as const;
  const fillOf = (model: string) => {
    const [scenarioGap] = gaps(model);
    const adjusted = {
      control: "c",
      onAverage: { ...difference, question: "onAverage" as const },
      asDraws: difference,
    };
    const [control] = gaps(model);
    const pair = [
      { ...scenarioGap!, adjusted },
      { ...control!, scenario: "c", controlFor: scenarioGap!.scenario },
    ] as never;
    const squares = gapForest(pair).data.filter(({ name }) => /beyond the control/.test(name ?? ""));
    return squares.map((trace) => (trace as { marker: { color: string } }).marker.color);
  };
  const [hollow, filled] = [fillOf("simulated/recognizer"), fillOf("openai/gpt-5.5")];
  assert.equal(new Set(hollow).size, 1);
  assert.equal(new Set([...hollow, ...filled]).size, 3);
});

test("a simulated subject is marked in the data and on the figure, a model is not", () => {
  const simulated = gapForest(gaps("simulated/recognizer"));
  assert.deepEqual(traces(simulated).at(-1)!.customdata, [
    ["scenario=insider-trading&model=simulated%2Frecognizer&outcome=traded", "simulated"],
  ]);
  assert.match(words(simulated), /Hollow: a simulated subject/);
  assert.doesNotMatch(words(gapForest(gaps("openai/gpt-5.5"))), /simulated/i);
});

test("what could not be estimated is a row without marks", () => {
  const figure = gapForest(gap([cell("openai/gpt-5.5", "published", "original", 10)]));
  assert.match(words(figure), /<b>no gap<\/b>/);
  assert.deepEqual(
    traces(figure).flatMap(({ x }) => x),
    [],
  );
  assert.match(figure.alt, /no gap in “traded”; no paraphrase here/);
});

test("an interval wider than all gaps there can be is not drawn; its row says so, and it flattens no other row", () => {
  const few = (model: string) =>
    gap(
      [cell(model, "published", "p", 1), cell(model, "paraphrase", "a", 0), cell(model, "paraphrase", "b", 1)].map(
        (each) => ({ ...each, trials: 1 }),
      ),
    );
  const [alone, figure] = [gaps("openai/gpt-5.5"), [...gaps("openai/gpt-5.5"), ...few("other/model")]].map((all) =>
    gapForest(all),
  );
  const ends = (shown: typeof figure) => shown!.data.flatMap((trace) => ("x" in trace ? (trace.x as number[]) : []));
  assert.ok(Math.max(...ends(figure).map(Math.abs)) <= 100);
  assert.match(words(figure!), /too few/);
  assert.match(figure!.alt, /too few for an interval for wordings like these/);
  assert.doesNotMatch(words(alone!), /too few/);
  const lacking = gap([cell("openai/gpt-5.5", "paraphrase", "one", 10)]);
  assert.doesNotMatch(words(gapForest([...gaps("openai/gpt-5.5"), ...lacking])), /Published side: nothing/);
});

test("an end further out than gaps can be is told as the largest there can be, and what that is", () => {
  const [one] = gaps("openai/gpt-5.5");
  const far = gapForest([{ ...one!, ciLike: [-1.3, 0.2] }]);
  assert.match(words(far), /\[&lt;−100, \+20\.0\]/);
  assert.match(words(far), /“&lt;−100” and “&gt;\+100”: an end further out than gaps can be/);
  assert.match(far.alt, /\[<−100, \+20\.0\]/);
  assert.doesNotMatch(words(gapForest([one!])), /further out/);
});

test("markup in a name is shown, not followed", () => {
  const shown = words(gapForest(gaps("<b>m</b>&lt;\u001b[31m")));
  assert.match(shown, /&lt;b&gt;m&lt;\/b&gt;&amp;lt;/);
  assert.doesNotMatch(shown, /\\u001b/);
});

test("no gaps is an error that says where they come from", () => {
  assert.throws(() => gapForest([]), /no gaps to draw: gap\(\)/);
});
