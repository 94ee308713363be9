import { join } from "node:path";
import { drawLabels, type LabelOptions, type LabelSheet } from "../../judges/labels/draw-labels.ts";
import type { Run } from "../../runner/trial.ts";
import { volatile } from "../../runner/volatile.ts";
import { displayPage } from "../display-page.ts";
import type { LocalServer } from "../local-server.ts";

/**
 * Draws `draw` trials for people to label, as {@link drawLabels} does, and serves the page to label
 * them on: criteria beside the conversation, by keyboard, blind to arm, wording, condition, model
 * and every grade; each label is in the sheet's CSV at once, and whoever comes back goes on where
 * they left off. In a notebook it shows that page, with its address.
 *
 * @example
 * await using page = await label(talkedRun, { draw: 4 });
 * new URL(page.url).hostname
 */
export async function label(run: Run, options: LabelOptions = {}): Promise<LabelSheet & LocalServer> {
  const sheet = await drawLabels(run, options);
  const server = await serveLabelling(run, sheet.file, { background: true });
  const shown = () => volatile(displayPage(server.url, `${sheet.trials.length} trials to label`));
  return Object.defineProperty(Object.assign(server, sheet), Symbol.for("Jupyter.display"), { value: shown });
}

/**
 * Serves the page to label a sheet on, the run's own unless it is named. Throws where there is
 * none.
 */
export async function serveLabelling(
  run: Run,
  file: string = join(run.dir, "labels.csv"),
  options: { port?: number; background?: boolean } = {},
): Promise<LocalServer> {
  // Loaded when first used, as most who import the package serve nothing.
  const { openLabelling } = await import("./open-labelling.ts");
  const { serveLocally } = await import("../local-server.ts");
  return serveLocally(await openLabelling(run, file), options);
}
