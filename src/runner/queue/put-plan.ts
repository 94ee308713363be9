import { existsSync } from "node:fs";
import { join } from "node:path";
import { ownVersion } from "../../lib/own-version.ts";
import { byTools } from "../../scenarios/channel.ts";
import type { CacheMark } from "../../models/model.ts";
import type { Identity } from "../key.ts";
import { openRepeats } from "../prompt-cache/repeats.ts";
import type { Plan, Trial } from "../trial.ts";
import { jobId, makeQueues, openBoss, queueOf } from "./boss.ts";
import { aboutOf, openPlace, openQueue, otherJobs, type Head, type Place, type Queue } from "./open-queue.ts";
import { withWords } from "./reach.ts";
import { tablesOf, version } from "./tables.ts";

/** Jobs put by one statement. */
const atOnce = 2000;

/**
 * Makes a queue for a plan where the database holds none, and opens it: its jobs are put by
 * {@link putJobs}. Throws where the database holds another plan, another version's queue, or this
 * plan begun with other models.
 */
export async function makeQueue(
  place: Place,
  plan: Plan,
  identities: Identity[],
  { leaseSeconds, promptCache }: { leaseSeconds: number; promptCache: CacheMark["lasts"] | null },
): Promise<Queue> {
  const { database, schema, shown } = place;
  const about = await aboutOfPlan(place, plan);
  if (about === null) {
    const { trials, ...rest } = plan;
    const kinds = { kinds: kindsOf(trials), ...cachingOf(plan, promptCache) };
    const head: Head = { ...rest, identities, ...kinds, leaseSeconds, packageVersion: ownVersion() };
    await database.transaction(async (statements) => {
      await statements.query("SELECT pg_advisory_xact_lock(hashtext($1))", [`parallax ${schema}`]);
      const [there] = await statements.query("SELECT to_regclass($1) IS NOT NULL AS there", [`${schema}.about`]);
      if (there?.["there"]) return;
      await statements.query(tablesOf(schema));
      await statements.query(`INSERT INTO ${schema}.about (version, plan, planned, head) VALUES ($1, $2, $3, $4)`, [
        version,
        plan.id,
        trials.length,
        JSON.stringify(head),
      ]);
    });
    // Whoever was first has made it; that it is this plan's is looked at again.
    if ((await aboutOf(place))?.plan !== plan.id)
      return makeQueue(place, plan, identities, { leaseSeconds, promptCache });
  } else await noteVersion(place);
  const boss = await openBoss(database, schema, { make: true }).catch((cause: Error) => {
    throw otherJobs(shown, cause);
  });
  try {
    await makeQueues(boss, plan.models, leaseSeconds);
  } finally {
    await boss.stop({ close: false, graceful: false });
  }
  return openQueue(place);
}

/** From here on this version's workers ask, and no other's that begin. */
async function noteVersion({ database, schema }: Place): Promise<void> {
  const [row] = await database.query(`SELECT head FROM ${schema}.about`);
  const head = JSON.parse(String(row!["head"])) as Head;
  const packageVersion = ownVersion();
  if (head.packageVersion === packageVersion) return;
  await database.query(`UPDATE ${schema}.about SET head = $1`, [JSON.stringify({ ...head, packageVersion })]);
}

/** Throws where there is another plan's queue at an address. */
export async function checkPlan(address: string, dir: string, plan: Plan): Promise<void> {
  if (address === "embedded" && !existsSync(join(dir, "queue"))) return;
  const place = await openPlace(address, dir);
  try {
    await withWords(place.shown, () => aboutOfPlan(place, plan));
  } finally {
    await place.database.close().catch(() => {});
  }
}

/**
 * What a place says of this plan's queue; null where it holds none. Throws where it is another's.
 */
async function aboutOfPlan(place: Place, plan: Plan): ReturnType<typeof aboutOf> {
  const about = await aboutOf(place);
  if (about === null || about.plan === plan.id) return about;
  const another =
    place.url === null
      ? "run this one without a queue"
      : "give this plan another database, or the same one with ?schema=NAME";
  throw new Error(
    `${place.shown} holds another plan (${about.plan.slice(0, 12)}, this is ${plan.id.slice(0, 12)}), and a queue holds one: ${another}`,
  );
}

/**
 * How often a beginning is asked at least that workers have kept. They know nothing of each other,
 * so that each of some twenty calls at once may write what one of them is enough for.
 */
const worthMarking = 50;

function cachingOf(plan: Plan, lasts: CacheMark["lasts"] | null): Pick<Head, "caching"> {
  if (lasts === null) return {};
  const times = [...openRepeats(plan, lasts).times].filter(([, count]) => count >= worthMarking);
  return times.length > 0 ? { caching: { lasts, times } } : {};
}

/** One trial of each kind that asks something of its model that others do not. */
function kindsOf(trials: readonly Trial[]): Trial[] {
  const kinds = new Map<string, Trial>();
  for (const trial of trials) {
    const kind = `${trial.model} ${trial.elicit} ${byTools(trial.condition)}`;
    if (!kinds.has(kind)) kinds.set(kind, trial);
  }
  return [...kinds.values()];
}

/**
 * Puts a job for each trial that is not done, in the plan's order; again, it puts those given up
 * before. Killed half-way, the same again puts the rest.
 */
export async function putJobs(
  { database, schema, boss }: Queue,
  { trials }: Plan,
  isDone: (trial: string) => boolean,
): Promise<void> {
  const [about] = await database.query(`SELECT put FROM ${schema}.about`);
  const again = about!["put"] === true ? await givenUp(database, schema) : null;
  const jobs = Map.groupBy(
    trials.entries().filter(([, { id }]) => !isDone(id) && (again === null || again.has(id))),
    ([, { model }]) => model,
  );
  for (const [model, entries] of jobs)
    for (let start = 0; start < entries.length; start += atOnce) {
      const some = entries
        .slice(start, start + atOnce)
        .map(([index, trial]) => ({ id: jobId(trial, index), data: trial }));
      if (again !== null)
        await boss.deleteJob(
          queueOf(model),
          some.map(({ id }) => id),
        );
      await boss.insert(queueOf(model), some);
      if (again !== null)
        await database.query(`UPDATE ${schema}.lines SET ends = false WHERE hash IS NULL AND trial = ANY($1)`, [
          some.map(({ data }) => data.id),
        ]);
    }
  await database.query(`UPDATE ${schema}.about SET put = true`);
}

async function givenUp(database: Place["database"], schema: string): Promise<Set<string>> {
  const rows = await database.query(`SELECT DISTINCT trial FROM ${schema}.lines WHERE hash IS NULL AND ends`);
  return new Set(rows.map(({ trial }) => String(trial)));
}
