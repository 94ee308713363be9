import assert from "node:assert/strict";
import { test } from "node:test";
import { findBrowser } from "./browser.ts";
import { gallery } from "./gallery.ts";
import { toSvg } from "./picture.ts";
import { dark, light } from "./theme.ts";

const figure = gallery()["gap-forest"]!;
const skip = findBrowser() ? false : "no Chromium found: set PARALLAX_BROWSER";
const rgb = (hex: string) => `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(", ")})`;

test("a figure as SVG: the same bytes twice, its text in it, light or dark", { skip }, async () => {
  const svg = await toSvg(figure, { width: 700 });
  assert.match(svg.slice(0, 200), /^<svg [^>]*width="700"/);
  assert.ok(svg.includes("Does rewording change behaviour?") && svg.length < 150_000, `${svg.length} characters`);
  assert.ok(svg.includes(rgb(light.paraphrase)) && !svg.includes(rgb(dark.paraphrase)));
  assert.ok((await toSvg(figure, { width: 700 })) === svg);
  assert.ok((await toSvg(figure, { theme: "dark" })).includes(rgb(dark.paraphrase)));
});

test("a browser that is not there is an error that says what to do", async () => {
  await assert.rejects(toSvg(figure, { browser: "/nowhere/chromium" }), /\/nowhere\/chromium/);
});
