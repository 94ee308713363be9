import { fixed } from "../../lib/number-text.ts";
import type { CsvCell } from "./csv-cell.ts";
import { fail, show } from "./csv-lines.ts";

const compared = ["published", "verbatim", "recognizable", "base", "paraphrase"];

export const labels = ["scenario", "condition", "model", "outcome", "wording", "arm"] as const;

/** One line of the file, and how its values are read. */
export class CsvRow {
  readonly #file: string;
  readonly #line: number;
  readonly #values: Record<string, string>;

  constructor(file: string, line: number, names: string[], fields: string[]) {
    this.#file = file;
    this.#line = line;
    this.#values = Object.fromEntries(names.map((name, i) => [name, fields[i]!]));
  }

  cell(): CsvCell {
    const {
      scenario,
      condition,
      model,
      outcome,
      wording,
      arm,
      successes: s,
      trials: n,
      rate: r,
      se: e,
      ...extra
    } = this.#values;
    for (const name of labels) {
      if (name !== "condition" && this.#values[name] === "")
        this.#fail(name, "it is empty", `give every row its ${name}`);
    }
    const meant = compared.find((name) => name === arm!.toLowerCase() && name !== arm);
    if (meant !== undefined) this.#fail("arm", `${show(arm!)} is not an arm that is compared`, `write ${meant}`);
    const cell: CsvCell = {
      scenario: scenario!,
      condition: condition!,
      model: model!,
      outcome: outcome!,
      wording: wording!,
      arm: arm!,
      successes: this.#count("successes", s),
      trials: this.#count("trials", n),
      rate: this.#rate(r),
      se: this.#error(e),
      extra,
    };
    this.#pairs(cell);
    return cell;
  }

  #pairs({ successes, trials, rate, se }: Pick<CsvCell, "successes" | "trials" | "rate" | "se">): void {
    const counts = successes !== null && trials !== null;
    const remedy = "give successes and trials, or rate and se";
    if (!counts && successes !== null) this.#fail("trials", "successes without trials", remedy);
    if (!counts && rate === null) this.#fail(trials === null ? "rate" : "successes", "no figures in this row", remedy);
    if (!counts && se === null) this.#fail("se", "a rate without its standard error", remedy);
    if (!counts && trials === 0) this.#fail("trials", "a rate of no trials", remedy);
    if (rate === null && se !== null && !counts) this.#fail("rate", "a standard error without its rate", remedy);
    if (!counts) return;
    if (successes > trials)
      this.#fail("successes", `${successes} successes of ${trials} trials`, "check the two counts");
    if (rate !== null && trials > 0 && Math.abs(rate - successes / trials) > 0.006) {
      this.#fail(
        "rate",
        `${rate}, but ${successes} of ${trials} is ${fixed(successes / trials, 4)}`,
        "correct or empty one of the two",
      );
    }
  }

  #number(name: string, text: string | undefined, expected: string): number | null {
    if (text === undefined || text === "") return null;
    if (text.endsWith("%"))
      this.#fail(name, `${show(text)} is a percentage`, "divide it by 100: rates and errors are proportions");
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) {
      this.#fail(name, `${show(text)} is not a number`, `expected ${expected}; leave it empty where there is none`);
    }
    return Number(text) + 0;
  }

  #count(name: string, text: string | undefined): number | null {
    const expected = "a whole number, 0 or more";
    const value = this.#number(name, text, expected);
    if (value !== null && (!Number.isSafeInteger(value) || value < 0)) {
      this.#fail(name, `${show(text!)} is not a count`, `expected ${expected}`);
    }
    return value;
  }

  #rate(text: string | undefined): number | null {
    const value = this.#number("rate", text, "a proportion");
    if (value !== null && Math.abs(value) > 1) {
      const remedy =
        Math.abs(value) <= 100
          ? "divide percentages, and their standard errors, by 100"
          : "expected 0 to 1 (a difference: −1 to 1)";
      this.#fail("rate", `${show(text!)} is not a proportion`, remedy);
    }
    return value;
  }

  #error(text: string | undefined): number | null {
    const value = this.#number("se", text, "a standard error in proportions");
    if (value !== null && (value < 0 || value > 1)) {
      const remedy =
        value > 1 ? "divide percentages, and their standard errors, by 100" : "a standard error is never negative";
      this.#fail("se", `${show(text!)} is not the standard error of a proportion`, remedy);
    }
    return value;
  }

  #fail(column: string, problem: string, remedy: string): never {
    return fail(this.#file, this.#line, column, problem, remedy);
  }
}
