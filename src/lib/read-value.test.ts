import assert from "node:assert/strict";
import { test } from "node:test";
import { readFlag, readNumber, readText } from "./read-value.ts";

const flags: [boolean | undefined, unknown[]][] = [
  [true, [true, 1, 1n, "true", "True", "TRUE", " true ", "1", "1.0"]],
  [false, [false, 0, -0, 0n, "false", "False", "FALSE", "0", "0.0"]],
  [undefined, [null, undefined, NaN, "", "nan", "None", 2, 0.5, "yes", "perhaps", [1], [true], {}, Symbol("1")]],
];
for (const [flag, values] of flags)
  test(`as a flag ${flag ?? "nothing"}: ${values.map(String).join(" | ")}`, () => {
    for (const value of values) assert.equal(readFlag(value), flag, String(value));
  });

const numbers: [number | undefined, unknown[]][] = [
  [0.5, [0.5, "0.5", " .5", "5e-1", "+0.50"]],
  [3, [3, 3n, "3", "3.0", "3."]],
  [NaN, [NaN, null, undefined, "", "  ", "NaN", "nan", "None", "NA", "<NA>", "null"]],
  [undefined, [true, "many", "1,5", "50%", "0x10", "Infinity", 2n ** 60n, [1], {}, new Date(0)]],
];
for (const [number, values] of numbers)
  test(`as a number ${number ?? "nothing"}: ${values.map(String).join(" | ")}`, () => {
    for (const value of values) assert.equal(readNumber(value), number, String(value));
  });

const texts: [string | undefined, unknown[]][] = [
  ["", ["", null, undefined, NaN, "nan", "NaN", "<NA>"]],
  ["true", [true, "true", "True", "TRUE"]],
  ["7", [7, 7n, "7"]],
  ["None", ["None"]],
  ["constructor", ["constructor"]],
  [undefined, [{}, [], new Date(0), Symbol("x"), () => ""]],
];
for (const [text, values] of texts)
  test(`as text ${text ?? "nothing"}: ${values.map(String).join(" | ")}`, () => {
    for (const value of values) assert.equal(readText(value), text, String(value));
  });
