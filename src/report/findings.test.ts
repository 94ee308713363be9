import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { signed, signedInterval } from "../lib/number-text.ts";
import { cellsShown } from "../plots/gallery-data.ts";
import { posterior } from "../stats/posterior/posterior.ts";
import { cues } from "../stats/cues/cues.ts";
import { perturbedRows } from "../stats/cues/fixture.ts";
import { findingsOf } from "./findings-of.ts";
import { findingsPage, writeFindings } from "./findings.ts";
import { sampleFindings } from "./fixture.ts";

const dir = mkdtempSync(path.join(tmpdir(), "parallax-findings-"));
after(() => rmSync(dir, { recursive: true }));

/** A page without its scripts and styles: what is read. */
const read = (page: string) => page.replace(/<(script|style)[^>]*>[^]*?<\/\1>|<\/?em>/g, "").replaceAll("\u00a0", " ");

test("the question is of what was asked: a control's base wording was published by nobody", async () => {
  const { gaps } = sampleFindings();
  const some = gaps.filter(({ gap, scenario }) => gap !== null && scenario === "insider-trading").slice(0, 1);
  const questionOf = async (set: object) => (await findingsOf([], some.map((each) => ({ ...each, ...set })))).question; // prettier-ignore
  assert.match(await questionOf({}), /“insider.trading” as published than/);
  const base = { publishedArm: "base", scenario: "insider-trading-control" };
  assert.match(
    await questionOf({ ...base, controlFor: "insider-trading" }),
    /“insider.trading.control” in its base wording than/,
  );
  assert.match(await questionOf({ ...base, controlFor: null }), /“insider.trading.control” in its base wording than/);
});

test("the page says what was found, how it was made, and what was left out", () => {
  const text = read(findingsPage(sampleFindings()));
  for (const part of [
    "Whether the conversation is used for training. Carried as a condition.",
    "Whether it reasons before it acts, or acts at once. Not carried.",
    "On rewordings “objected” comes out 36.9 points less than on a retelling of the published text: 24.8 % against 61.7 % (−36.9 [−51.5, −22.2]).",
    "No gap could be estimated",
    "Pattern: written acts in the reply are found by fixed patterns",
    "−36.9 points",
    "95 % interval for wordings like these",
    "Published side: a recognizable wording",
    "Simulated subjects are shown here.",
    "These numbers are made up, to test this page.",
    "13 of 1200 trials have no complete conversation (13 failed)",
    "openai/gpt-5.5, served as gpt-5.5-2026-01-12",
    "6b1153bc4edd434781292a7b1c0d9e8f",
    "npm run demo",
    "Greenblatt",
  ])
    assert.ok(text.includes(part), part);
});

test("a control stands with its scenario, and what has no gap is said apart", () => {
  const all = sampleFindings();
  const [scenarioGap] = all.gaps;
  const [lacking] = all.gaps.filter(({ gap }) => gap === null);
  const control = { ...scenarioGap!, scenario: "a-control", controlFor: scenarioGap!.scenario, publishedArm: "base" };
  const difference = {
    question: "asDraw" as const,
    estimate: -0.1,
    se: 0.1,
    df: 9,
    ci: [-0.3, 0.1] as [number, number],
    p: 0.3,
  };
  const adjusted = { control: "a-control", onAverage: null, asDraws: difference };
  const found = (gaps: typeof all.gaps) => read(findingsPage({ ...all, gaps }));
  const text = found([{ ...scenarioGap!, adjusted }, control, lacking!]);
  assert.equal(text.match(/<article class="answer">/g)!.length, 1);
  assert.match(
    text,
    /On the unpublished control rewording does −36\.9 .* Beyond that: −10\.0 \[−30\.0, \+10\.0\], p = 0\.300\./,
  );
  assert.match(text, /Not told apart from rewording/);
  assert.match(text, /No gap could be estimated <span class="muted">1<\/span>/);
  const table = text.slice(text.indexOf('aria-labelledby="numbers"'), text.indexOf('aria-labelledby="comparisons"'));
  assert.match(table, /2\. unpublished control <span>[^]*1 − 2\. beyond the unpublished\s+control, as one more draw/);
  assert.match(found([control]), /unpublished control/);
  assert.match(found([lacking!]), /No gap could be estimated, of 1 asked for\./);
});

test("a headline outcome without a figure is told of first, and why", () => {
  const all = sampleFindings();
  const [known] = all.gaps;
  const dropped = [{ side: "published" as const, unit: "trials" as const, reason: "no judge given", count: 4 }];
  const bare = { ...known!, gap: null, published: null, paraphrase: null, headline: true, droppedBySide: dropped };
  const text = read(findingsPage({ ...all, gaps: [bare, { ...known!, outcome: "tone", headline: false }] }));
  const note = /<p class="note">“objected”, the headline outcome of[^<]*, has no figure: no judge given\.<\/p>/;
  assert.ok(text.search(note) > 0 && text.search(note) < text.indexOf('<article class="answer">'), text.slice(0, 3000));
  assert.doesNotMatch(read(findingsPage({ ...all, gaps: [known!] })), /has no figure/);
});

test("a page of many comparisons opens with four, and folds the others under what was found and the numbers", () => {
  const all = sampleFindings();
  const gaps = Array.from({ length: 9 }, (_, i) => ({ ...all.gaps[0]!, condition: `tier=${i}` }));
  const text = read(findingsPage({ ...all, gaps }));
  const open = text.replace(/<details class="card">[^]*?<\/details>/g, "");
  assert.equal(open.match(/<article class="answer">/g)!.length, 4);
  assert.equal(text.match(/<article class="answer">/g)!.length, 9);
  assert.equal(open.match(/<th scope="row">/g)!.length, 4);
  assert.equal(text.match(/The other comparisons <span class="muted">5 more/g)!.length, 2);
  const folded = /aria-labelledby="numbers">\s*<details class="fold">/;
  assert.match(text, folded, "the forest has the numbers of four already");
  assert.doesNotMatch(read(findingsPage({ ...all, gaps: gaps.slice(0, 2) })), folded);
});

test("figures that a page has no room for are counted", () => {
  const all = sampleFindings();
  assert.match(read(findingsPage({ ...all, undrawn: 1234 })), /1,234 comparisons more have no figure here/);
  assert.doesNotMatch(read(findingsPage(all)), /have no figure here/);
});

test("what a paper needs has how effects of single changes were found, where they were", () => {
  const all = sampleFindings();
  const found = cues(perturbedRows((text) => (text.names === "other" ? 0.7 : 0.3), { trials: 2 }));
  const carried = (page: string) =>
    ["methods-text", "references-text"].map((id) => new RegExp(`id="${id}">([^]*?)</script>`).exec(page)![1]!);
  const [methods, references] = carried(findingsPage({ ...all, cues: found }));
  assert.match(methods!, /asked of designs of 72 perturbations of 3 wordings/);
  assert.match(references!, /pratt1963/);
  for (const text of carried(findingsPage(all))) assert.doesNotMatch(text, /perturbations|pratt1963/);
});

test("posteriors that were asked for stand under the answer and in a section with R̂, and say why one is not concluded", () => {
  const all = sampleFindings();
  const ofModel = cellsShown.filter(
    ({ model, condition }) => model === "local/smollm2-135m" && condition === "tier=free",
  );
  const [found] = posterior(ofModel, { together: false, chains: 2, draws: 1000 });
  const refused = { ...found!, concluded: null, check: null, priors: [], obstacles: ["proportions" as const] };
  const { mean, ci, rhat } = found!.concluded!.publishedMinusNew;
  assert.ok(rhat < 1.01);
  const page = findingsPage({ ...all, posteriors: [found!, { ...refused, model: "openai/gpt-5.5" }] });
  const text = read(page);
  const value = `${signed(mean)} ${signedInterval(ci)}`;
  const article = /<article class="answer">(?:(?!<\/article>)[^])*smollm2[^]*?<\/article>/.exec(text)![0];
  assert.ok(article.includes(`Posterior of the published text less one more wording: ${value} points`), article);
  const section = text.slice(
    text.indexOf('<section aria-labelledby="posterior">'),
    text.indexOf(`<section aria-labelledby="comparisons">`),
  );
  for (const part of [
    value,
    `<td>${found!.check!.rhat.toFixed(3)}</td>`,
    "it alone is evidence on recognition",
    "half-t(4, 0, 1)",
  ])
    assert.ok(section.includes(part), part);
  assert.equal(section.match(/<td>—<\/td>/g)!.length, 6);
  assert.match(section, /openai\/gpt-5\.5[^]*: Values are proportions, and this is a model of 0 and 1\./);
  assert.equal(section.match(/<summary>/g)!.length, 1);
  assert.doesNotMatch(read(findingsPage(all)), /posterior/i);
});

test("on paper a tall figure is made small enough for a sheet, as long as it can be read", () => {
  const all = sampleFindings();
  const [figure] = all.figures;
  const tall = [400, 1400, 9000].map((height) => ({ ...figure!, layout: { ...figure!.layout, height } }));
  const page = findingsPage({ ...all, figures: [figure!, ...tall] });
  assert.deepEqual(
    [...page.matchAll(/--zoom:([\d.]+)/g)].map(([, zoom]) => Number(zoom)),
    [0.76, 0.7, 0.5],
  );
});

test("a page without simulated subjects does not say the word of its numbers", () => {
  const all = sampleFindings();
  const gaps = all.gaps.filter(({ simulated }) => !simulated);
  assert.doesNotMatch(read(findingsPage({ ...all, gaps, figures: all.figures.slice(1, 2) })), /simulated/i);
});

test("nothing left out is said as well", () => {
  const all = sampleFindings();
  const counts = { ...all.runs[0]!.counts, done: 1200, failed: 0 };
  const text = read(findingsPage({ ...all, runs: [{ ...all.runs[0]!, counts }] }));
  assert.match(text, /every planned trial was completed and scored/);
});

test("a run that stopped since enough was known says so, and not that it was broken off", () => {
  const all = sampleFindings();
  const known = "the gap is known to ± 10.0 points";
  const counts = { ...all.runs[0]!.counts, done: 412, failed: 0, stopped: known, known };
  const text = read(findingsPage({ ...all, runs: [{ ...all.runs[0]!, counts }] }));
  assert.match(text, /Asking stopped after 412 of 1,200 planned trials, since the gap is known to ± 10\.0 points;/);
  assert.doesNotMatch(text, /no complete conversation/);
});

test("every cell of the table stands under a header and beside one", () => {
  const page = findingsPage(sampleFindings());
  const tables = [...page.matchAll(/<table>([^]*?)<\/table>/g)].map(([, table]) =>
    [...table!.matchAll(/<tr>([^]*?)<\/tr>/g)].map(([, row]) => row!),
  );
  for (const [head, ...rows] of tables)
    for (const row of rows) {
      assert.equal(row.match(/<th scope="row">/g)!.length, 1);
      assert.equal(row.match(/<td>/g)!.length, head!.match(/<th scope="col">/g)!.length - 1);
    }
  assert.deepEqual(
    tables.map((rows) => rows.length - 1),
    [4, 1],
  );
});

test("the same findings are the same bytes, and leave nothing else behind", () => {
  const file = writeFindings(path.join(dir, "deep", "findings.html"), sampleFindings());
  assert.equal(readFileSync(file, "utf8"), findingsPage(sampleFindings()));
  assert.deepEqual(readdirSync(path.dirname(file)), ["findings.html"]);
});
