import assert from "node:assert/strict";
import { test } from "node:test";
import { findBrowser } from "./browser.ts";
import { gallery } from "./gallery.ts";
import { toPdf, toPng, toSvg } from "./picture.ts";
import { dark, light } from "./theme.ts";

const figure = gallery["gap-forest"]();
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

test("its fonts are in it, and nothing else is asked for", { skip }, async () => {
  const svg = await toSvg(figure);
  assert.equal(svg.match(/@font-face\{font-family:"DejaVu Sans"/g)!.length, 2);
  assert.doesNotMatch(svg, /system-ui|url\((?!data:|["']?#|&quot;#)/);
});

test(
  "a wide figure sets its title, key and notes wide, and is lower for it; a narrow one wraps them",
  { skip },
  async () => {
    const spread = gallery["wording-spread"]();
    const [narrow, wide] = await Promise.all([340, 640].map((width) => toSvg(spread, { width })));
    const title = "How much does the wording matter?";
    assert.ok(wide!.includes(title) && !narrow!.includes(title));
    const tall = (svg: string) => Number(/height="(\d+)"/.exec(svg)![1]);
    assert.equal(tall(narrow!), spread.layout.height);
    assert.ok(tall(wide!) < tall(narrow!) - 40, `${tall(wide!)} px`);
  },
);

test("a picture does not depend on what was drawn before it", { skip }, async () => {
  const alone = await toSvg(figure, { width: 400 });
  await toSvg(gallery["heat-map"](), { theme: "dark" });
  assert.ok((await toSvg(figure, { width: 400 })) === alone);
  assert.ok((await toSvg(figure, { width: 400, browser: findBrowser()! })) === alone);
});

test("as PNG: as wide as asked for, twice that in pixels, the same bytes twice", { skip }, async () => {
  const png = Buffer.from(await toPng(figure, { width: 340 }));
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.equal(png.readUInt32BE(16), 680);
  assert.deepEqual([png.readUInt32BE(20)], [2 * (figure.layout.height as number)]);
  assert.ok(png.equals(await toPng(figure, { width: 340 })));
  assert.equal(Buffer.from(await toPng(figure, { width: 340, scale: 1 })).readUInt32BE(16), 340);
});

test("as PDF: one page, its font in it, no date of the day, the same bytes twice", { skip }, async () => {
  const pdf = Buffer.from(await toPdf(figure));
  const text = pdf.toString("latin1");
  assert.match(text, /^%PDF-/);
  assert.equal(text.match(/\/Type \/Page\b(?!s)/g)!.length, 1);
  assert.match(text, /DejaVu/);
  assert.match(text, /CreationDate \(D:20000101/);
  assert.ok(pdf.equals(await toPdf(figure)));
});

test("a browser that is not there is an error that says what to do", async () => {
  await assert.rejects(toSvg(figure, { browser: "/nowhere/chromium" }), /\/nowhere\/chromium/);
});
