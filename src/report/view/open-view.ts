import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { grade } from "../../judges/grading/grade.ts";
import { gradedOf } from "../../judges/grading/graded-of.ts";
import { openResults, type OpenResults } from "../../runner/open-results.ts";
import { readHead } from "../../runner/manifest.ts";
import { openHolding } from "../../runner/open-run.ts";
import type { Plan, Run } from "../../runner/trial.ts";
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
  /** Places in the list, by trial. */
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
 * nothing, and read anew when the page is loaded after its files have changed; of a large run the
 * page is there first, and its list follows. `invariants` is the run's own invariants.json unless
 * another is named. Throws when the folder is not a run's, or the file of `invariants` is none.
 */
export async function openView(
  dir: string,
  invariants?: string,
  patience = patienceMs,
): Promise<(asked: Asked) => Promise<Answer | null>> {
  let reading: Reading = { done: 0, planned: 0 };
  const hear = ({ done, planned }: Reading) => (reading = { done, planned });
  let run = read(await begin(dir, invariants), hear);
  // What goes wrong later is said to whoever asks for the list.
  run.catch(() => {});
  await Promise.race([run, sleep(patience, undefined, { ref: false })]);
  const fresh = async () => {
    const before = await run.catch(() => null);
    if (before?.stamp === stampOf(dir)) return before;
    const replace = (after: Read) => {
      before?.close();
      return after;
    };
    // A file that is being written is read when the page is loaded again.
    const keep = (error: unknown) => {
      if (before !== null) run = Promise.resolve(before);
      throw error;
    };
    run = begin(dir, invariants)
      .then((begun) => read(begun, hear))
      .then(replace, keep);
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
      setTimeout(() => void ahead(), 1000).unref();
      return json(listed.index);
    },
    "/reading.json": async () => json(reading),
    "/trial.json": async (url) => {
      const { plan, places, listed, opinions, opened, scenarios, quotes } = await run;
      const id = url.searchParams.get("id") ?? "";
      const at = places().get(id);
      if (at === undefined) return { status: 404, type: "text/plain", body: `no trial ${id} in this run` };
      const place = listed.places[at]!;
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

/** How long a page waits for its list before it is served without, in ms. */
const patienceMs = 300;

/** How many trials of a run have been graded of those that must be before its list is there. */
export interface Reading {
  done: number;
  planned: number;
}

/** A run that is about to be read. */
type Begun = Pick<Read, "stamp" | "quotes"> & Pick<Run, "dir">;

async function begin(dir: string, invariants = join(dir, ownInvariants)): Promise<Begun> {
  const stamp = stampOf(dir);
  const quotes =
    existsSync(invariants) || invariants !== join(dir, ownInvariants) ? readInvariants(invariants) : () => [];
  await readHead(dir);
  return { stamp, quotes, dir };
}

async function read({ stamp, quotes, dir }: Begun, onProgress: (reading: Reading) => void): Promise<Read> {
  // The list has what it needs of the trials: none of them is held.
  const run = await openHolding(dir, 0);
  const results = await grade(run, { save: false, onProgress });
  const graded = gradedOf(results)!;
  const opinions = await allGrades(run.dir, graded);
  const listed = makeIndex(results, graded, opinions);
  const { plan } = run;
  const { ids } = listed.index;
  const places = lazy(() => new Map(ids.map((id, at) => [id, at])));
  let reading: Said | null = null;
  let indexed: Promise<OpenResults> | null = null;
  return {
    stamp,
    plan,
    listed,
    opinions,
    places,
    opened: () => (indexed ??= openResults(run)),
    said: () => (reading ??= readSaid(run.dir, places)),
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
