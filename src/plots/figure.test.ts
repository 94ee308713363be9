import assert from "node:assert/strict";
import { test } from "node:test";
import { figure } from "./figure.ts";
import { light } from "./theme.ts";

const line = figure({
  data: [{ type: "scatter", x: [0, 1], y: [1, 2] }],
  layout: { height: 200 },
  config: {},
  alt: "A line </script><!-- from 1 to 2.",
});

type Displayed = Record<"application/vnd.plotly.v1+json" | "text/html" | "text/plain", unknown>;
const shown = () => (line as unknown as Record<symbol, () => Displayed>)[Symbol.for("Jupyter.display")]!();

test("a figure shows itself as Plotly JSON, HTML and text", () => {
  assert.deepEqual(shown()["application/vnd.plotly.v1+json"], {
    data: [{ type: "scatter", x: [0, 1], y: [1, 2] }],
    layout: { height: 200 },
    config: {},
  });
  assert.equal(shown()["text/plain"], line.alt);
});

test("its HTML asks the network for nothing, stays under 700 KB, and is the same every time", () => {
  const html = String(shown()["text/html"]);
  assert.ok(html.length < 700_000, `${html.length} characters`);
  assert.doesNotMatch(html, /<script[^>]*\bsrc=|<link|@import|https?:\/\/(?!127\.0\.0\.1:)/);
  assert.equal(html, shown()["text/html"]);
});

test("a figure of one's own needs traces alone: its words and its colours are made", () => {
  const plain = figure({
    data: [{ type: "bar", name: "replies", x: ["a", "b"], y: [3, 4] }],
    layout: { title: { text: "Replies <b>by</b> model" }, xaxis: { title: { text: "model" } }, height: 300 },
  });
  assert.equal(plain.alt, "Replies  by  model; x: model.\nreplies: bar, 2 points");
  assert.deepEqual([plain.layout.height, plain.layout.paper_bgcolor], [300, light.paper]);
  assert.equal(figure({ data: [{ y: [1] }], alt: "One point." }).alt, "One point.");
  assert.equal(figure({ data: [{ y: [1] }] }).alt, "A figure.\ntrace 1: scatter, 1 point");
  assert.throws(() => figure({ layout: {} } as never), /figure\(\) takes \{ data, layout \}/);
});

test("a figure serializes to its spec", () => {
  assert.deepEqual(Object.keys(JSON.parse(JSON.stringify(line))), ["data", "layout", "config", "alt"]);
});
