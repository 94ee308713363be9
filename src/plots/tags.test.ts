import assert from "node:assert/strict";
import { test } from "node:test";
import { mostTags, tagKey, tags } from "./tags.ts";

type Trace = { text: string[]; textposition: string[] };
const plot = { x: [0, 100], y: [0, 100], tall: 260 } as const;
const placed = (...points: (readonly [x: number, y: number])[]) =>
  tags(
    points.map(([x, y], i) => ({ x, y, tag: String(i + 1) })),
    plot,
  )[0] as unknown as Trace;

test("a sign stands above and right of its point, and elsewhere where that is taken or outside", () => {
  assert.deepEqual(placed([50, 50]).textposition, ["top right"]);
  assert.deepEqual(placed([50, 50], [54, 56]).textposition, ["bottom right", "top right"]);
  assert.deepEqual(placed([99, 50]).textposition, ["top left"]);
  assert.deepEqual(placed([50, 99]).textposition, ["bottom right"]);
});

test("a sign keeps clear of points that have none", () => {
  const nameless = [{ x: 54, y: 56 }];
  const [signs] = tags([{ x: 50, y: 50, tag: "A" }], plot, nameless) as unknown as [Trace];
  assert.deepEqual([signs.text, signs.textposition], [["A"], ["bottom right"]]);
});

test("too many points are named when hovered only, and the figure says so", () => {
  const many = Array.from({ length: mostTags + 1 }, (_, i) => ({ x: i, y: i, tag: String(i) }));
  assert.deepEqual(tags(many, plot), []);
  assert.match(
    tagKey(many.map(({ tag }) => [tag, "name"]))[0]!.lines.join(" "),
    /41 points: each is named when hovered/,
  );
  assert.match(tagKey([["1", "Recognizable <b>"]])[0]!.lines.join(""), /<b>1<\/b>.*Recognizable &lt;b&gt;/);
});
