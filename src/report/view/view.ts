import { checkOptions } from "../../lib/check-options.ts";
import type { Run } from "../../runner/trial.ts";
import { volatile } from "../../runner/volatile.ts";
import { displayPage } from "../display-page.ts";
import type { LocalServer } from "../local-server.ts";

export interface ViewOptions {
  /** 4747, where the links of figures lead; 0 takes any that is free. */
  port?: number;
  /** Whether the process may end while it serves. Default: true. */
  background?: boolean;
  /**
   * A file of `parallax check --judge MODEL --json --out FILE`, whose quotations are marked;
   * `invariants.json` of the run, if it is there.
   */
  invariants?: string;
}

/**
 * Serves a run's transcripts, or several runs', on this machine alone: a list of all trials to
 * narrow, search and walk through by keyboard, each as a conversation with what was made of it,
 * alone or beside the same case in another wording. In a notebook it shows itself, with its
 * address; dispose of it to stop it. Throws when the folder is not a run's, the port is taken, or
 * `invariants` is no such file.
 *
 * @example
 * await using page = await view(ran);
 * new URL(page.url).hostname
 */
export async function view(
  run: Pick<Run, "dir"> | string | readonly (Pick<Run, "dir"> | string)[],
  options: ViewOptions = {},
): Promise<LocalServer> {
  checkOptions("view", options, { port: true, background: true, invariants: true });
  const { port = 4747, background = true, invariants } = options;
  // Loaded when first used, as most who import the package serve nothing.
  const [{ openView }, { openViews }] = await Promise.all([import("./open-view.ts"), import("./open-views.ts")]);
  const { serveLocally } = await import("../local-server.ts");
  const dirs = [run].flat().map((each) => (typeof each === "string" ? each : (each as Pick<Run, "dir">).dir));
  const answer = dirs.length === 1 ? await openView(dirs[0]!, invariants) : await openViews(dirs, invariants);
  const server = await serveLocally(answer, { port, background });
  return Object.defineProperty(server, Symbol.for("Jupyter.display"), {
    value: () => volatile(displayPage(server.url, "transcripts")),
  });
}
