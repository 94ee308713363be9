import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

/** Whether each draws a list; what the others draw is one thing. */
const drawing = new Map([
  ["beside", false],
  ["calibrationFigure", true],
  ["claimsFigure", true],
  ["confusion", true],
  ["cueForest", true],
  ["cueMap", false],
  ["cueShares", true],
  ["cutoffScatter", false],
  ["flipBars", true],
  ["gapForest", true],
  ["heatMap", true],
  ["ladder", false],
  ["noiseFloor", true],
  ["posteriorFigure", false],
  ["powerCurves", true],
  ["recognitionScatter", false],
  ["slopes", true],
  ["specificationCurve", false],
  ["wordingSpread", false],
  ["wordsAndDeeds", true],
]);

/** Those that draw two. */
const twofold = new Set(["beside", "noiseFloor", "wordsAndDeeds"]);

const files = readdirSync(join(import.meta.dirname, "figures")).filter((file) => !file.endsWith(".test.ts"));
const modules = await Promise.all(files.map((file) => import(`./figures/${file}`) as Promise<object>));
const figures = modules.flatMap((module) =>
  Object.entries(module as Record<string, (...drawn: unknown[]) => unknown>).filter(([name]) => drawing.has(name)),
);

for (const [name, figure] of figures)
  test(`${name} says what it draws, where it is given something else`, () => {
    const isList = drawing.get(name)!;
    for (const wrong of [undefined, Promise.resolve([]), "gaps", { run: 1 }, isList ? [1] : [{}]])
      assert.throws(() => figure(...Array.from({ length: twofold.has(name) ? 2 : 1 }, () => wrong)), {
        message: new RegExp(`^${name}\\(\\) draws .*what `),
      });
  });

test("every figure was tried", () => assert.deepEqual([figures.length, drawing.size], [files.length, files.length]));
