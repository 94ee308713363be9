import type { Design } from "../stats/design/design.ts";
import type { Power } from "../stats/design/power.ts";
import { dollars, percent, percentInterval, signed } from "../lib/number-text.ts";

/** A number of a study that can stand on an axis: of its design, or what it takes. */
export type Quantity = keyof Design | "trials" | "usd";

/** As drawn: gaps and rates in points. Throws where there is no price. */
export function valueOf(power: Power, what: Quantity): number {
  if (what === "usd") {
    if (power.usd === null) throw new Error("no price: give power() a model of the catalogue and its tokens a trial");
    return power.usd;
  }
  if (what === "trials") return power.trials;
  const value = power.design[what];
  return what === "gap" || what === "rate" ? Math.round(value * 1e6) / 1e4 : value;
}

/** What an axis shows. */
export function sayQuantity(what: Quantity): string {
  return {
    k: "K, paraphrases",
    n: "trials a wording",
    publishedN: "trials of the published side",
    rate: "rate on the published side, %",
    gap: "true gap, percentage points",
    tau: "τ, SD between wordings in log odds",
    inputs: "inputs",
    inputSd: "SD between inputs in log odds",
    trials: "trials of the study",
    usd: "USD, at catalogue prices",
  }[what];
}

/** One number of a design, as `K = 8` or `gap −20.0`. */
export function sayDesign(what: keyof Design, value: number): string {
  return {
    k: `K\u00a0=\u00a0${value}`,
    n: `n\u00a0=\u00a0${value}`,
    publishedN: `n₀\u00a0=\u00a0${value}`,
    rate: `rate\u00a0${percent(value)}`,
    gap: `gap\u00a0${signed(value)}`,
    tau: `τ\u00a0=\u00a0${value}`,
    inputs: `${value} inputs`,
    inputSd: `input SD ${value}`,
  }[what];
}

/** What all the studies share: `Simulated studies: gap −20.0, rate 40.0 %, τ = 0.8, n = 50`. */
export function assumed(powers: readonly Power[], x: Quantity, lines: keyof Design | undefined): string {
  const { design } = powers[0]!;
  const names = ["rate", "gap", "tau", "k", "n", "inputs", "inputSd"] as const;
  const crossed = powers.some((power) => power.design.inputs > 1);
  const shared = names.filter(
    (name) =>
      name !== x &&
      name !== lines &&
      (crossed || !name.startsWith("input")) &&
      powers.every((power) => power.design[name] === design[name]),
  );
  return `Simulated studies: ${shared.map((name) => sayDesign(name, design[name])).join(", ")}`;
}

/** A point in a sentence: where it stands, its power both ways, and what the study takes. */
export function describePower({ design, ...power }: Power, x: Quantity, name: string): string {
  const at = x === "trials" || x === "usd" ? sayDesign("k", design.k) : sayDesign(x, design[x]);
  const cost = power.usd === null ? "" : `, ${dollars(power.usd)}`;
  return (
    `${[name, at].filter(Boolean).join(", ")}: power ${percent(power.power)} ${percentInterval(power.powerCi)} (n = ${power.studies} studies), ` +
    `closed form ${percent(power.closedForm)}; ${power.trials} trials${cost}`
  );
}
