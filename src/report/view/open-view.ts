import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { grade } from "../../judges/grading/grade.ts";
import { openResults, type OpenResults } from "../../runner/open-results.ts";
import { openRun } from "../../runner/open-run.ts";
import type { Trial } from "../../runner/trial.ts";
import { lazy } from "../../lib/lazy.ts";
import { clientFile } from "../client-file.ts";
import type { Answer, Asked } from "../asked.ts";
import { allGrades, opinionKey, type Opinion } from "./all-grades.ts";
import type { IndexTable } from "./index-table.ts";
import { readInvariants, type InvariantQuotes } from "./invariant-quotes.ts";
import { makeIndex } from "./make-index.ts";
import { saidIn } from "./said.ts";
import { viewPage } from "./view-page.ts";
import { viewStyle } from "./view-style.ts";
import { viewTrial } from "./view-trial.ts";

/** What `parallax check --json` wrote into the run's folder, to be found there. */
const ownInvariants = "invariants.json";

/** A run as it stood when it was read. */
interface Read {
  stamp: string;
  index: IndexTable;
  trials: Map<string, Trial>;
  opinions: Map<string, Opinion[]>;
  opened: OpenResults;
  /** What was replied, to be searched: read when first asked for. */
  said: () => Promise<string[]>;
  quotes: InvariantQuotes;
  scenarios: Map<string, Awaited<ReturnType<typeof openRun>>["plan"]["scenarios"][number]>;
}

/**
 * What answers the view's requests for a run folder: the page, its script, the list, one trial, a
 * search of replies. The run is graded from what is on disk, which asks no judge and writes
 * nothing, and read anew when the page is loaded after its files have changed. `invariants` is the
 * run's own invariants.json unless another is named. Throws when the folder is not a run's, or the
 * file of `invariants` is none.
 */
export async function openView(dir: string, invariants?: string): Promise<(asked: Asked) => Promise<Answer | null>> {
  let run = read(dir, invariants);
  await run;
  const fresh = async () => {
    const before = await run;
    if (before.stamp === stampOf(dir)) return before;
    const replace = (after: Read) => {
      before.opened[Symbol.dispose]();
      return after;
    };
    // A file that is being written is read when the page is loaded again.
    const keep = (error: unknown) => {
      run = Promise.resolve(before);
      throw error;
    };
    run = read(dir, invariants).then(replace, keep);
    return run;
  };
  const json = (value: unknown): Answer => ({ type: "application/json", body: JSON.stringify(value) });
  const routes: Record<string, (url: URL) => Promise<Answer | null>> = {
    "/": async () => ({ type: "text/html", body: viewPage() }),
    "/style.css": async () => ({ type: "text/css", body: viewStyle }),
    "/index.json": async () => {
      const { index, said } = await fresh();
      // Whoever looks at the list will search it; what goes wrong is said to the search.
      setTimeout(() => said().catch(() => {}), 500).unref();
      return json(index);
    },
    "/trial.json": async (url) => {
      const { trials, opinions, opened, scenarios, quotes } = await run;
      const trial = trials.get(url.searchParams.get("id") ?? "");
      if (!trial)
        return { status: 404, type: "text/plain", body: `no trial ${url.searchParams.get("id")} in this run` };
      const scenario = scenarios.get(trial.scenario)!;
      const ofTrial = scenario.outcomes.flatMap(({ id }) => [opinions.get(opinionKey(trial.id, id)) ?? []]);
      return json(viewTrial(opened.read(trial), scenario, ofTrial, quotes(scenario, trial.wording)));
    },
    "/search.json": async (url) => json(await find(await run, url.searchParams.get("q") ?? "")),
  };
  return async ({ method, url }) => {
    if (method !== "GET") return null;
    const route = Object.hasOwn(routes, url.pathname) ? routes[url.pathname] : undefined;
    return route ? route(url) : clientFile(url.pathname);
  };
}

async function read(dir: string, invariants = join(dir, ownInvariants)): Promise<Read> {
  const stamp = stampOf(dir);
  const quotes =
    existsSync(invariants) || invariants !== join(dir, ownInvariants) ? readInvariants(invariants) : () => [];
  const run = await openRun(dir);
  const graded = await grade(run, { save: false, onProgress: () => {} });
  const opinions = await allGrades(dir, graded.grades);
  const index = makeIndex(graded, opinions);
  const trials = new Map(run.plan.trials.map((trial) => [trial.id, trial]));
  const opened = await openResults(run);
  const inOrder = index.ids.map((id) => trials.get(id)!);
  return {
    stamp,
    index,
    trials,
    opinions,
    opened,
    said: lazy(() => saidIn(inOrder, opened)),
    quotes,
    scenarios: new Map(run.plan.scenarios.map((scenario) => [scenario.id, scenario])),
  };
}

/**
 * Places in the list of the trials in whose replies or reasoning the words stand, in that order,
 * whatever their case.
 */
async function find({ said }: Read, words: string): Promise<number[]> {
  const wanted = words.toLowerCase();
  return (await said()).flatMap((text, place) => (text.includes(wanted) ? [place] : []));
}

/** Changes when any of a run's files does. */
function stampOf(dir: string): string {
  const files = [
    "trials.jsonl",
    "trials.jsonl.zst",
    "grades.jsonl",
    "judgements.jsonl",
    "gradings.jsonl",
    "labels.csv",
    ownInvariants,
  ];
  return files
    .map((file) => statSync(join(dir, file), { throwIfNoEntry: false }))
    .map((stat) => (stat ? `${stat.size} ${stat.mtimeMs}` : "none"))
    .join("; ");
}
