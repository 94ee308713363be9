import assert from "node:assert/strict";
import { test } from "node:test";
import { figure } from "./figure.ts";

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

test("a figure serializes to its spec", () => {
  assert.deepEqual(Object.keys(JSON.parse(JSON.stringify(line))), ["data", "layout", "config", "alt"]);
});
