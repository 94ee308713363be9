import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { gapForest } from "../src/plots/figures/gap-forest.ts";
import { namesOf } from "../src/plots/names.ts";
import { toSvg } from "../src/plots/picture.ts";
import { loadScenarios } from "../src/scenarios/load.ts";
import type { Gap } from "../src/stats/gap/gap.ts";

/**
 * Draws the README's picture, light and dark, from the demo's numbers: `npm run demo && node
 * bench/picture.ts`.
 */
const from = process.argv[2] ?? "out/gap.json";
const gaps = JSON.parse(readFileSync(from, "utf8")) as Gap[];
const figure = gapForest(gaps, { names: namesOf(loadScenarios([...new Set(gaps.map(({ scenario }) => scenario))])) });
mkdirSync("data/readme", { recursive: true });
for (const theme of ["light", "dark"] as const) {
  const file = `data/readme/gap-forest-${theme}.svg`;
  const svg = await toSvg(figure, { theme });
  writeFileSync(file, svg);
  console.log(`${file}: ${Math.round(svg.length / 1024)} KB`);
}
