import { normal, random } from "../lib/random.ts";
import type { CsvCell } from "../stats/csv/csv-cell.ts";
import { gap, type Gap } from "../stats/gap/gap.ts";

const years = [2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025];
const models = [2020, 2022, 2023, 2025];

/** Made-up scenarios, one published each year, for the gallery and for tests. */
export const datedScenarios = years.map((year) => ({
  id: `scenario-of-${year}`,
  source: { citation: "", url: "", published: `${year}-06-01`, bibtex: "" },
}));

/** When a made-up model's training data end: at the start of the year in its name. */
export const datedCutoff = (model: string): string => `${model.slice(-4)}-01-01`;

/**
 * Made-up gaps of simulated models of four years on {@link datedScenarios}, lower where the model
 * may have read one.
 */
export function datedGaps(): Gap[] {
  const next = random("dated gaps");
  return gap(
    years.flatMap((year) => {
      const drawn = 0.08 * normal(next);
      return models.flatMap((end) => {
        const successesAt = (rate: number): number => Math.round(60 * Math.min(Math.max(rate, 0.02), 0.98));
        const published = successesAt(0.5 + drawn + (end > year ? 0.2 : 0) + 0.03 * normal(next));
        const others = Array.from({ length: 6 }, () => successesAt(0.5 + 0.1 * normal(next)));
        return [published, ...others].map((successes, i) => cellOf({ year, end, successes, i }));
      });
    }),
  );
}

const cellOf = ({ year, end, successes, i }: Record<"year" | "end" | "successes" | "i", number>): CsvCell => ({
  scenario: `scenario-of-${year}`,
  condition: "",
  model: `simulated/of-${end}`,
  outcome: "objected",
  wording: i === 0 ? "recognizable" : `paraphrase-${i}`,
  arm: i === 0 ? "recognizable" : "paraphrase",
  successes,
  trials: 60,
  rate: null,
  se: null,
  extra: {},
});
