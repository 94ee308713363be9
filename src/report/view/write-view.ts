import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gradedOf } from "../../judges/grading/graded-of.ts";
import type { Results } from "../../judges/grading/results.ts";
import { ending, sources } from "../../lib/here.ts";
import { writeWhole } from "../../lib/whole.ts";
import { openResults } from "../../runner/open-results.ts";
import { unspoiled } from "../../scenarios/unspoiled.ts";
import { allGrades } from "./all-grades.ts";
import { makeIndex } from "./make-index.ts";
import { viewPage } from "./view-page.ts";
import { viewStyle } from "./view-style.ts";
import { viewTrial } from "./view-trial.ts";

/** Trials in a file: few enough to be there at once, many enough that a search opens few files. */
const perFile = 200;

/**
 * Writes the view of a graded run as a folder that opens without a server: all its transcripts,
 * with the list, its filters and search. Texts that are held out are redacted, as everywhere.
 * Returns the page's path.
 */
export async function writeView(graded: Results, folder: string): Promise<string> {
  const { run } = graded;
  const columns = gradedOf(graded)!;
  const opinions = await allGrades(run.dir, columns);
  const { index, places } = makeIndex(graded, columns, opinions);
  const scenarios = new Map(run.plan.scenarios.map((scenario) => [scenario.id, scenario]));
  mkdirSync(folder, { recursive: true });
  using opened = await openResults(run);
  const files = Math.ceil(index.ids.length / perFile);
  for (let file = 0; file < files; file++) {
    const trialsOfFile = Array.from(places.subarray(file * perFile, (file + 1) * perFile), (place) => {
      const trial = run.plan.trials[place]!;
      const result = opened.read(trial);
      const scenario = scenarios.get(trial.scenario)!;
      const judged = scenario.outcomes.flatMap((outcome) => [opinions.of(place, outcome.id)]);
      const said = result.replies.flatMap(({ reply }) => [reply.text, reply.reasoning ?? ""]).join("\n");
      return { shown: viewTrial(result, scenario, judged, []), said: unspoiled(said).toLowerCase() };
    });
    writeWhole(
      join(folder, `trials-${file}.js`),
      assigned(`(globalThis.parallaxTrials ??= {})[${file}]`, trialsOfFile),
    );
  }
  writeWhole(join(folder, "index.js"), assigned("globalThis.parallaxFolder", { index, perFile, files }));
  writeWhole(join(folder, "style.css"), viewStyle);
  writeWhole(join(folder, "view.js"), await clientScript());
  const page = join(folder, "index.html");
  writeWhole(page, viewPage({ folder: true }));
  return page;
}

/**
 * A script that puts plain data into the page: as text that is parsed, so that nothing of it runs.
 */
const assigned = (place: string, value: unknown): string =>
  `${place} = JSON.parse(${JSON.stringify(JSON.stringify(value))});\n`;

/** The view's own script as one file, which a page may load from a folder. */
async function clientScript(): Promise<string> {
  const { build } = await import("esbuild");
  const main = fileURLToPath(new URL(`report/view/client/main${ending}`, sources));
  const { outputFiles } = await build({
    entryPoints: [main],
    bundle: true,
    format: "esm",
    write: false,
    target: "es2023",
  });
  return `(async () => {\n${outputFiles[0]!.text}})();\n`;
}
