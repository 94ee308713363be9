import { normal, type Random } from "../../lib/random.ts";
import { energyOf, leapfrog, type LogDensity, type Point } from "./nuts.ts";

const [SHRINK, SETTLE, FADE] = [0.05, 10, 0.75];

/** Dual averaging of a step size toward a mean acceptance. Source: Hoffman and Gelman 2014. */
export class StepSize {
  readonly #target: number;
  readonly #centre: number;
  #error = 0;
  #log: number;
  #average = 0;
  #count = 0;

  constructor(first: number, target: number) {
    this.#target = target;
    this.#centre = Math.log(10 * first);
    this.#log = Math.log(first);
  }

  /** The one to move with while it is learned, and the one to keep. */
  get current(): number {
    return Math.exp(this.#log);
  }
  get settled(): number {
    return Math.exp(this.#count === 0 ? this.#log : this.#average);
  }

  learn(acceptance: number): void {
    this.#count++;
    const share = 1 / (this.#count + SETTLE);
    this.#error += share * (this.#target - (acceptance || 0) - this.#error);
    this.#log = this.#centre - (Math.sqrt(this.#count) / SHRINK) * this.#error;
    const weight = this.#count ** -FADE;
    this.#average += weight * (this.#log - this.#average);
  }
}

/** A step that loses about half of the density in one leapfrog. */
export function firstStep(density: LogDensity, from: Point, next: Random): number {
  const start = { ...from, momentum: Float64Array.from(from.x, () => normal(next)) };
  const energy = energyOf(start);
  const lossAt = (step: number) => energy - energyOf(leapfrog(density, start, step));
  let step = 0.5;
  const grows = lossAt(step) > Math.log(0.8);
  for (let i = 0; i < 40; i++) {
    const following = grows ? step * 2 : step / 2;
    if (lossAt(following) > Math.log(0.8) !== grows) return grows ? step : following;
    step = following;
  }
  return step;
}
