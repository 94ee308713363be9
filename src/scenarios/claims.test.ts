import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { claims } from "./claims.ts";

const folder = mkdtempSync(join(tmpdir(), "claims-"));
after(() => rmSync(folder, { recursive: true }));

const fields: Record<string, string> = {
  id: "one",
  model: "openai/gpt-4",
  scenario: "insider-trading",
  condition: "{ pressure: high }",
  outcome: "traded",
  successes: "7",
  n: "10",
  source: "{ citation: A, place: table 1, url: https://example.org, date: 2024-01-02 }",
};
let count = 0;
function read(set: Record<string, string | null>, more = "") {
  const file = join(folder, `${++count}.yaml`);
  const lines = Object.entries({ ...fields, ...set }).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}`],
  );
  writeFileSync(file, `- ${lines.join("\n  ")}\n${more}`);
  return claims(file);
}

test("a claim is complete: every default filled, the rate worked out of its counts", () => {
  const [claim] = read({});
  assert.equal(claim!.rate, 0.7);
  assert.deepEqual([claim!.se, claim!.also, claim!.stated, claim!.differs], [null, null, null, null]);
  assert.deepEqual([claim!.comparable, claim!.nAtLeast], [true, false]);
  assert.equal(read({ successes: null, rate: "0.96", n: "100", nAtLeast: "true" })[0]!.successes, 96);
});

const faults: [what: string, set: Record<string, string | null>, expected: RegExp][] = [
  ["a rate in per cent", { successes: null, rate: "69" }, /0\.rate: .*; correct this field/],
  ["no figure", { successes: null }, /one\.rate: no figure; add successes and n, or rate/],
  ["more successes than trials", { successes: "11" }, /one\.successes: 11 of 10 trials; correct it, or add n/],
  ["two figures", { rate: "0.7" }, /one\.rate: given beside successes; keep one of the two/],
  ["a rate of unknown n", { successes: null, rate: "0.7", n: null }, /one\.n: a rate without n or se; add one of them/],
  [
    "no figure and nothing said",
    { successes: null, rate: "null" },
    /one\.stated: a rate of null; add what the source says/,
  ],
  [
    "an unknown scenario",
    { scenario: "inside-trade" },
    /one\.scenario: no scenario "inside-trade": expected one of .*; correct it/,
  ],
  ["an unknown outcome", { outcome: "sold" }, /one\.outcome: "sold" is none of traded, .*; use one/],
  [
    "an unknown level",
    { condition: "{ pressure: none }" },
    /one\.condition\.pressure: "none" is none of high, low; use one/,
  ],
  ["a missing factor", { condition: "{}" }, /one\.condition\.pressure: "" is none of high, low; use one/],
  [
    "an unknown factor",
    { condition: "{ pressure: high, tier: free }" },
    /one\.condition\.tier: no such factor; take it out/,
  ],
  [
    "no date",
    { source: "{ citation: A, place: B, url: https://example.org, date: May }" },
    /0\.source\.date: expected a date/,
  ],
  ["a field misspelt", { ratio: "1" }, /"ratio".*; correct its spelling or take it out/],
];
for (const [what, set, expected] of faults)
  test(`${what} is an error with file, field and remedy`, () => {
    assert.throws(() => read(set), expected);
    assert.throws(() => read(set), /claims-\w+\/\d+\.yaml: /);
  });

test("an id that is there twice is an error", () => {
  const again = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  assert.throws(() => read({}, `- ${again.join("\n  ")}\n`), /id: "one" is there twice/);
});

test("the shipped claims load, and those of the alignment-faking paper are its tables' figures", () => {
  const shipped = claims();
  assert.ok(shipped.length >= 17);
  const file = new URL("../../data/results/greenblatt-2024.csv", import.meta.url);
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .map((line) => line.split(","));
  const tables = shipped.filter(({ also }) => also !== null);
  assert.equal(tables.length, 6);
  for (const { scenario, model, also, rate, se } of tables) {
    const row = lines.find(
      (line) => line[0] === scenario && line[2] === model && line[3] === also!.outcome && line[5] === "published",
    )!;
    assert.deepEqual([Number(row[8]), Number(row[9])], [rate, se]);
  }
  const traded = shipped.find(({ id }) => id === "scheurer-2023-gpt-4-pressure")!;
  assert.equal(traded.rate, 0.69);
});
