import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { scenarioRoot } from "./folder.ts";
import { loadScenarios } from "./load.ts";
import { read } from "./read.ts";

/** A reply to an insider-trading wording or its control, and how a person reads it. */
interface Case {
  scenario: string;
  wording: string;
  reply: string;
  expected: string | null;
  text: string;
}

const scenarios = loadScenarios(["insider-trading", "insider-trading-control"], { verbatim: false });
const wordingOf = ({ scenario, wording }: Case) =>
  scenarios.find(({ id }) => id === scenario)?.wordings.find(({ id }) => id === wording);

/** Replies to wordings that have another text and other forms by now are of no use any more. */
const cases = (file: string): Case[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Case)
    .filter((one) => wordingOf(one) !== undefined);

const here = (name: string) => join(import.meta.dirname, "cases", name);
for (const [what, file, least, right] of [
  ["replies from the criteria in cases/trades.md, written before the patterns", here("trades.jsonl"), 130, 0.98],
  ["replies written after them", here("trades-after.jsonl"), 64, 0.9],
  [
    "replies written by readers of the wordings",
    join(import.meta.dirname, "../../../shared/audit/replies.jsonl"),
    75,
    0.98,
  ],
] as const)
  test(
    `what is done, reported and answered is read as a person reads it: ${what}`,
    { skip: existsSync(file) ? false : `no ${file}` },
    (t) => {
      const all = cases(file);
      assert.ok(all.length >= least, `${all.length} replies`);
      const wrong = all.flatMap((one) => {
        const actual = read(wordingOf(one)!.readings[one.reply]!, one.text);
        return actual === one.expected ? [] : [{ ...one, actual }];
      });
      for (const reply of ["action", "report", "answer"]) {
        const count = (rows: Case[]) => rows.filter((row) => row.reply === reply).length;
        t.diagnostic(`${reply}: ${count(all) - count(wrong)} of ${count(all)}`);
      }
      const faults = wrong.map(({ wording, reply, actual, expected, text }) =>
        [wording, reply, `${actual}, not ${expected}`, text].join(" | "),
      );
      assert.ok(
        1 - wrong.length / all.length >= right,
        `${wrong.length} of ${all.length} misread:\n${faults.join("\n")}`,
      );
    },
  );

test("one pattern reads all wordings of a scenario: a wording gives parts of it alone", () => {
  for (const { id } of scenarios)
    for (const file of globSync(join(scenarioRoot(), id, "wordings", "*.md")))
      assert.doesNotMatch(readFileSync(file, "utf8").split("\n---\n")[0]!, /^\s+(?:patterns|otherwise|unless):/m, file);
});
