import assert from "node:assert/strict";
import { test } from "node:test";
import { parseCells } from "./read-cells.ts";

const header = "scenario,condition,model,outcome,wording,arm,successes,trials,rate,se";
const read = (text: string | Uint8Array, by?: string[]) =>
  parseCells("cells.csv", typeof text === "string" ? new TextEncoder().encode(text) : text, { ...(by && { by }) });

const taken: [name: string, text: string, rates: [number | null, number | null, number | null, number | null][]][] = [
  ["counts", `${header}\ns,c,m,o,w,published,3,10,,`, [[3, 10, null, null]]],
  ["rate and standard error", `${header}\ns,c,m,o,w,published,,,0.3,.1`, [[null, null, 0.3, 0.1]]],
  ["both, where they agree", `${header}\ns,c,m,o,w,published,3,10,0.3,0.145`, [[3, 10, 0.3, 0.145]]],
  ["a difference below zero", `${header}\ns,c,m,o,w,published,,,-0.3,0`, [[null, null, -0.3, 0]]],
  [
    "a byte-order mark, CRLF and blank lines",
    `\uFEFF${header}\r\n\r\ns,c,m,o,w,published,3,10,,\r\n,,,,,,,,,\r\n`,
    [[3, 10, null, null]],
  ],
  [
    "line ends of several kinds",
    `${header}\r\ns,c,m,o,v,published,3,10,,\ns,c,m,o,w,published,4,10,,\rs,c,m,o,x,published,5,10,,`,
    [
      [3, 10, null, null],
      [4, 10, null, null],
      [5, 10, null, null],
    ],
  ],
  ["an empty condition", `${header}\ns,,m,o,w,published,3,10,,`, [[3, 10, null, null]]],
  ["no trials", `${header}\ns,,m,o,w,published,0,0,,`, [[0, 0, null, null]]],
  ["scientific notation", `${header}\ns,,m,o,w,published,,,5e-2,1.5E-2`, [[null, null, 0.05, 0.015]]],
  [
    "only the pair that is used, in another order",
    "trials,arm,wording,outcome,model,condition,scenario,successes\n10,published,w,o,m,c,s,3",
    [[3, 10, null, null]],
  ],
];

for (const [name, text, rates] of taken) {
  test(`taken: ${name}`, () => {
    assert.deepEqual(
      read(text).map(({ successes, trials, rate, se }) => [successes, trials, rate, se]),
      rates,
    );
  });
}

test("other columns pass through, and quoted values may hold commas, quotes and line breaks", () => {
  const [cell] = read(`${header},note\n"a, b",c,m,o,"say ""w""",published,1,2,,,"two\nlines"`);
  assert.equal(cell!.scenario, "a, b");
  assert.equal(cell!.wording, 'say "w"');
  assert.deepEqual(cell!.extra, { note: "two\nlines" });
});

test("a column named in by tells two rows of a cell apart", () => {
  const text = `${header},judge\ns,c,m,o,w,published,3,10,,,a\ns,c,m,o,w,published,4,10,,,b`;
  assert.equal(read(text, ["judge"]).length, 2);
  assert.throws(() => read(text), /line 3.*\n.*second row.*line 2/);
});

const row = "s,c,m,o,w,published";
const refused: [name: string, text: string | Uint8Array, message: RegExp][] = [
  ["an empty file", "", /^cells\.csv, line 1, column "scenario":\nthe file is empty\n.*header/],
  ["only a header", `${header}\n`, /line 2, column "scenario":\nno rows.*\nadd a row/],
  ["a binary file", Uint8Array.of(0x89, 0x50, 0, 0x4e), /line 1, column 3:\na zero byte.*\nsave it as CSV/],
  ["Latin-1", Uint8Array.of(0x66, 0xfc, 0x72), /line 1, column 2:\n.*not UTF-8.*\nsave it as CSV/],
  [
    "JSON",
    '{"scenario": 1}',
    /line 1, column "scenario":\nno column scenario, condition.*found.*\nthe format's columns/,
  ],
  ["semicolons", header.replaceAll(",", ";"), /not semicolons/],
  ["a missing column", "scenario,condition,model,outcome,wording,successes,trials\n", /no column arm;/],
  [
    "no pair of figures",
    "scenario,condition,model,outcome,wording,arm,rate\n",
    /no column successes,trials or rate,se/,
  ],
  ["a column twice", `${header},rate\n`, /column "rate":\n.*twice/],
  ["a short row", `${header}\n${row},3,10`, /line 2, column "rate":\n8 fields where the header has 10/],
  ["a long row", `${header}\n${row},3,10,,,9`, /line 2, column 11:\n11 fields/],
  ["an open quote", `${header}\n"s,c,m,o,w,published,3,10,,`, /line 2, column 1:\n.*quote.*\n.*close it/],
  ["an empty label", `${header}\ns,c,m,o,,published,3,10,,`, /line 2, column "wording":\nit is empty/],
  [
    "an arm in capitals",
    `${header}\n${row.replace("published", "Published")},3,10,,`,
    /column "arm":\n"Published" is not an arm that is compared\nwrite published/,
  ],
  ["more successes than trials", `${header}\n${row},11,10,,`, /line 2, column "successes":\n11 successes of 10 trials/],
  ["a negative count", `${header}\n${row},-1,10,,`, /column "successes":\n"-1" is not a count/],
  ["half a success", `${header}\n${row},1.5,10,,`, /column "successes":\n"1.5" is not a count/],
  ["successes without trials", `${header}\n${row},1,,,`, /column "trials"/],
  ["trials without successes", `${header}\n${row},,10,,`, /column "successes":\nno figures/],
  ["no figures", `${header}\n${row},,,,`, /column "rate":\nno figures/],
  ["a rate without its error", `${header}\n${row},,,0.5,`, /column "se"/],
  ["an error without its rate", `${header}\n${row},,,,0.1`, /column "rate"/],
  [
    "a percentage",
    `${header}\n${row},,,50.8,2.0`,
    /line 2, column "rate":\n"50.8" is not a proportion\ndivide.*by 100/,
  ],
  ["a percent sign", `${header}\n${row},,,50.8%,2%`, /"50.8%" is a percentage\ndivide it by 100/],
  ["an error in percent", `${header}\n${row},,,0.508,2.0`, /column "se":\n"2.0".*\ndivide/],
  ["a negative error", `${header}\n${row},,,0.5,-0.1`, /column "se":\n"-0.1".*\n.*never negative/],
  ["a word for a number", `${header}\n${row},,,n/a,0.1`, /column "rate":\n"n\/a" is not a number\n.*leave it empty/],
  ["hexadecimal", `${header}\n${row},0x2,10,,`, /"0x2" is not a number/],
  ["infinity", `${header}\n${row},,,Infinity,0.1`, /"Infinity" is not a number/],
  ["pairs that disagree", `${header}\n${row},3,10,0.8,0.1`, /column "rate":\n0.8, but 3 of 10 is 0.3000/],
  [
    "two rows for one cell",
    `${header}\n${row},3,10,,\n\n${row},3,10,,`,
    /line 4, column "wording":\na second row.*line 2/,
  ],
  [
    "a line number after a quoted line break",
    `${header}\n"s\ns",c,m,o,w,published,3,10,,\n${row},9,1,,`,
    /line 4, column "successes"/,
  ],
  ["long hostile text", `${header}\n${row},\x1b[31m${"9x".repeat(9000)},10,,`, /^[\P{Cc}\n]{1,400}$/u],
];

for (const [name, text, message] of refused) {
  test(`refused: ${name}`, () => {
    assert.throws(
      () => read(text),
      (error: Error) => {
        assert.match(error.message, message);
        assert.match(error.message, /^cells\.csv, line \d+, column /);
        assert.ok(error.message.split("\n").length <= 4, error.message);
        return true;
      },
    );
  });
}
