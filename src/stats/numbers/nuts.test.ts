import assert from "node:assert/strict";
import { test } from "node:test";
import { random } from "../../lib/random.ts";
import { chainCheck, meanEss } from "./chains.ts";
import { move, type LogDensity, type Point } from "./nuts.ts";
import { firstStep, StepSize } from "./step-size.ts";

/** Draws of a density, after as many moves that teach the step. */
function drawsOf(density: LogDensity, size: number, moves: number, seed: string): Float64Array[] {
  const next = random(seed);
  const gradient = new Float64Array(size);
  let point: Point = { x: new Float64Array(size), momentum: gradient, gradient, logDensity: 0 };
  point.logDensity = density(point.x, gradient);
  const steps = new StepSize(firstStep(density, point, next), 0.8);
  const draws: Float64Array[] = [];
  for (let i = 0; i < 2 * moves; i++) {
    const step = i < moves ? steps.current : steps.settled;
    const moved = move(density, point, { step, doublings: 8, next });
    if (i < moves) steps.learn(moved.acceptance);
    else draws.push(moved.point.x);
    point = moved.point;
  }
  return draws;
}

/** Two normals with a correlation of 0.8 and SDs 1 and 3, and a logistic. */
const density: LogDensity = (x, gradient) => {
  const [a, b, c] = [x[0]!, x[1]! / 3, x[2]!];
  const scale = 1 - 0.8 ** 2;
  gradient[0] = -(a - 0.8 * b) / scale;
  gradient[1] = -(b - 0.8 * a) / scale / 3;
  gradient[2] = -Math.tanh(c / 2);
  return -(a * a - 1.6 * a * b + b * b) / scale / 2 - c - 2 * Math.log1p(Math.exp(-c));
};

test("moments of a known density come out within Monte Carlo error, and one seed gives one chain", () => {
  const draws = drawsOf(density, 3, 4000, "known");
  const known: [name: string, of: (x: Float64Array) => number, expected: number][] = [
    ["mean", (x) => x[0]!, 0],
    ["variance", (x) => x[1]! ** 2, 9],
    ["covariance", (x) => x[0]! * x[1]!, 2.4],
    ["mean of the logistic", (x) => x[2]!, 0],
    ["its variance", (x) => x[2]! ** 2, Math.PI ** 2 / 3],
    ["share above 2", (x) => Number(x[2]! > 2), 1 / (1 + Math.exp(2))],
  ];
  for (const [name, of, expected] of known) {
    const values = [draws.slice(0, 2000), draws.slice(2000)].map((half) => Float64Array.from(half, of));
    const all = values.flatMap((half) => [...half]);
    const mean = all.reduce((a, b) => a + b, 0) / all.length;
    const sd = Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length);
    const error = sd / Math.sqrt(meanEss(values));
    assert.ok(Math.abs(mean - expected) < 4 * error, `${name}: ${mean} ± ${error}, expected ${expected}`);
  }
  const ess = chainCheck([Float64Array.from(draws, (x) => x[0]!)]).ess;
  assert.ok(ess > 800, `${ess} effective draws of 4000`);
  assert.deepEqual(drawsOf(density, 3, 20, "a"), drawsOf(density, 3, 20, "a"));
  assert.notDeepEqual(drawsOf(density, 3, 20, "a"), drawsOf(density, 3, 20, "b"));
});

test("a step that runs off the density is a divergence, and the chain stays where it was", () => {
  const gradient = Float64Array.of(0);
  const wall: LogDensity = (x, slope) => {
    slope[0] = 0;
    return Math.abs(x[0]!) < 1e-3 ? 0 : NaN;
  };
  const from = { x: Float64Array.of(0), momentum: gradient, gradient, logDensity: 0 };
  const moved = move(wall, from, { step: 1, doublings: 5, next: random("wall") });
  assert.ok(moved.diverged && moved.acceptance === 0 && moved.point.x[0] === 0);
});
