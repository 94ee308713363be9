import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { grade } from "../../judges/grading/grade.ts";
import { gradedOf } from "../../judges/grading/results-of.ts";
import { openResults, type OpenResults } from "../../runner/open-results.ts";
import { openRun } from "../../runner/open-run.ts";
import type { Plan } from "../../runner/trial.ts";
import { lazy } from "../../lib/lazy.ts";
import { clientFile } from "../client-file.ts";
import type { Answer, Asked } from "../asked.ts";
import { allGrades, type Opinions } from "./all-grades.ts";
import { readInvariants, type InvariantQuotes } from "./invariant-quotes.ts";
import { makeIndex, type Listed } from "./make-index.ts";
import { readSaid, type Said } from "./said.ts";
import { viewPage } from "./view-page.ts";
import { viewStyle } from "./view-style.ts";
import { viewTrial } from "./view-trial.ts";

/** What `parallax check --json` wrote into the run's folder, to be found there. */
const ownInvariants = "invariants.json";

/** A run as it stood when it was read. */
interface Read {
  stamp: string;
  plan: Plan;
  listed: Listed;
  opinions: Opinions;
  /** Places in the plan, by trial. */
  places: () => ReadonlyMap<string, number>;
  /**
   * Where each trial's replies are: looked for when first asked for, or when the list was given.
   */
  opened: () => Promise<OpenResults>;
  /** What was replied, to be searched. */
  said: () => Said;
  quotes: InvariantQuotes;
  scenarios: ReadonlyMap<string, Plan["scenarios"][number]>;
  close(): void;
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
      before.close();
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
      const { listed, opened, said } = await fresh();
      // Whoever looks at the list will read and search; what goes wrong is said to them.
      const ahead = () => opened().then(said, () => {});
      setTimeout(() => void ahead(), 200).unref();
      return json(listed.index);
    },
    "/trial.json": async (url) => {
      const { plan, places, opinions, opened, scenarios, quotes } = await run;
      const id = url.searchParams.get("id") ?? "";
      const place = places().get(id);
      if (place === undefined) return { status: 404, type: "text/plain", body: `no trial ${id} in this run` };
      const trial = plan.trials[place]!;
      const scenario = scenarios.get(trial.scenario)!;
      const ofTrial = scenario.outcomes.map((outcome) => opinions.of(place, outcome.id));
      return json(viewTrial((await opened()).read(trial), scenario, ofTrial, quotes(scenario, trial.wording)));
    },
    "/search.json": async (url) => json((await run).said().find(url.searchParams.get("q") ?? "")),
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
  const results = await grade(run, { save: false, onProgress: () => {} });
  const graded = gradedOf(results)!;
  const opinions = await allGrades(dir, graded);
  const listed = makeIndex(results, graded, opinions);
  const { plan } = run;
  const listedAt = () => {
    const found = new Int32Array(listed.places.length);
    listed.places.forEach((place, at) => (found[place] = at));
    return found;
  };
  let reading: Said | null = null;
  let indexed: Promise<OpenResults> | null = null;
  return {
    stamp,
    plan,
    listed,
    opinions,
    places: lazy(() => new Map(plan.trials.values().map(({ id }, place) => [id, place]))),
    opened: () => (indexed ??= openResults(run)),
    said: () => (reading ??= readSaid(run, listedAt())),
    quotes,
    scenarios: new Map(plan.scenarios.map((scenario) => [scenario.id, scenario])),
    close() {
      reading?.close();
      void indexed?.then((results) => results[Symbol.dispose]()).catch(() => {});
    },
  };
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
