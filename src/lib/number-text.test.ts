import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import * as text from "./number-text.ts";

const cases: [shown: string, expected: string][] = [
  [text.fixed(-1.204, 2), "−1.20"],
  [text.fixed(-0.004, 2), "0.00"],
  [text.fixed(-0, 1), "0.0"],
  [text.signedFixed(0.125, 2), "+0.13"],
  [text.signedFixed(0.0004, 2), "0.00"],
  [text.significant(0.042149, 3), "0.0421"],
  [text.significant(12, 3), "12"],
  [text.inPercent(-0.0004), "0.0"],
  [text.percent(0.417), "41.7\u00a0%"],
  [text.percent(-0.01), "−1.0\u00a0%"],
  [text.signed(-0.12345), "−12.3"],
  [text.signed(0.04), "+4.0"],
  [text.signed(-0.0004), "0.0"],
  [text.roundPercent(0.95), "95\u00a0%"],
  [text.roundPercent(0.999), "99.9\u00a0%"],
  [text.probability(0.97), "97.0 %"],
  [text.signedInterval([-0.2, 0.0349]), "[−20.0, +3.5]"],
  [text.signedInterval([-1.3, 0.2], 1), "[<−100, +20.0]"],
  [text.signedInterval([-1.0004, 1.0006], 1), "[−100.0, >+100]"],
  [text.signedInterval([-1.3, 2.3], 2), "[−130.0, >+200]"],
  [text.percentInterval([-0.01, 0.445]), "[−1.0, 44.5]\u00a0%"],
  [text.interval([0.1234, 1], (end) => text.fixed(end, 2)), "[0.12, 1.00]"],
  [text.pNumber(null), "—"],
  [text.pNumber(0.00004), "<0.001"],
  [text.pNumber(0.0341), "0.034"],
  [text.pValue(0.00004), "p\u00a0<\u00a00.001"],
  [text.pValue(0.0341), "p\u00a0=\u00a00.034"],
  [text.whole(1234567), "1,234,567"],
  [text.tokens(9_999), "9,999"],
  [text.tokens(81_234), "81k"],
  [text.tokens(1_240_000), "1.2M"],
  [text.dollars(0.00421), "$0.0042"],
  [text.dollars(0.42), "$0.42"],
  [text.dollars(0), "$0.00"],
  [text.duration(59_000), "59 s"],
  [text.duration(185_000), "3 min 5 s"],
  [text.duration(7_800_000), "2 h 10 min"],
];

for (const [shown, expected] of cases) test(`a number is shown as ${expected}`, () => assert.equal(shown, expected));

test("a rounded number is a number, and no −0", () => assert.ok(Object.is(text.rounded(-0.0004, 2), 0)));

test("numbers become text nowhere else", () => {
  const source = path.join(import.meta.dirname, "..");
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== path.join("lib", "number-text.ts"),
  );
  const formats = /\.toFixed\(|\.toPrecision\(|\.toLocaleString\(|Intl\.NumberFormat/;
  assert.deepEqual(
    files.filter((file) => formats.test(readFileSync(path.join(source, file), "utf8"))),
    [],
  );
});
