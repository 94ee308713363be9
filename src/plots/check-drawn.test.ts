import assert from "node:assert/strict";
import { test } from "node:test";
import * as parallax from "../index.ts";

/** Whether each draws a list; what the others draw is one thing. */
const drawing = new Map([
  ["beside", false],
  ["calibrationFigure", true],
  ["claimsFigure", true],
  ["confusion", true],
  ["cutoffScatter", false],
  ["flipBars", true],
  ["gapForest", true],
  ["heatMap", true],
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

const figures = Object.entries(parallax as unknown as Record<string, (...drawn: unknown[]) => unknown>).filter(
  ([name, value]) => drawing.has(name) && typeof value === "function",
);

for (const [name, figure] of figures)
  test(`${name} says what it draws, where it is given something else`, () => {
    const isList = drawing.get(name)!;
    for (const wrong of [undefined, Promise.resolve([]), "gaps", { run: 1 }, isList ? [1] : [{}]])
      assert.throws(() => figure(...Array.from({ length: twofold.has(name) ? 2 : 1 }, () => wrong)), {
        message: new RegExp(`^${name}\\(\\) draws .*what `),
      });
  });

test("every figure was tried", () => assert.equal(figures.length, drawing.size));
