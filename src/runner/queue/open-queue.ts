import { join } from "node:path";
import type { PgBoss } from "pg-boss";
import { ownVersion } from "../../lib/own-version.ts";
import type { CacheMark } from "../../models/model.ts";
import type { Identity } from "../key.ts";
import type { Plan, Trial } from "../trial.ts";
import { parseQueueAddress, type QueueAddress } from "./address.ts";
import { openBoss } from "./boss.ts";
import type { Database } from "./database.ts";
import { openEmbedded } from "./embedded.ts";
import { openPostgres } from "./postgres.ts";
import { isCrowded, patiently, unusable } from "./reach.ts";
import { version } from "./tables.ts";

/** A database that may hold a queue. */
export interface Place extends QueueAddress {
  database: Database;
}

/** All of a plan but its trials, and what each model must be, as the queue holds it. */
export interface Head extends Omit<Plan, "trials"> {
  identities: Identity[];
  /** A trial of each kind, by which a model is told what it must be able to do. */
  kinds: Trial[];
  /**
   * What of the prompts repeats so often that workers ask providers to keep it; absent for nothing.
   */
  caching?: { lasts: CacheMark["lasts"]; times: [beginning: string, times: number][] };
  /** How long a worker that says nothing keeps what it has leased. */
  leaseSeconds: number;
  /** Of parallax where the plan was put, or collected last; absent where none was noted. */
  packageVersion?: string;
}

/** A queue that holds a plan. */
export interface Queue extends Place {
  head: Head;
  planned: number;
  boss: PgBoss;
  close(): Promise<void>;
}

/**
 * Opens a database by its address, the embedded one in `dir`; where many workers begin at once, a
 * connection is waited for. Throws, saying why it cannot be had.
 */
export async function openPlace(address: string, dir: string, patienceMs = 30_000): Promise<Place> {
  const parsed = parseQueueAddress(address);
  const database = parsed.url === null ? await openEmbedded(join(dir, "queue")) : await openPostgres(parsed.url);
  try {
    const patience = { ms: patienceMs, signal: new AbortController().signal, tell: () => {} };
    await patiently(() => database.query("SELECT 1"), patience, isCrowded);
    return { ...parsed, database };
  } catch (error) {
    await database.close().catch(() => {});
    throw unusable(parsed.shown, error);
  }
}

/**
 * What a database says of its queue: null where it holds none. Throws where it is another
 * version's.
 */
export async function aboutOf({ database, schema, shown }: Place): Promise<{ plan: string; put: boolean } | null> {
  const [there] = await database.query("SELECT to_regclass($1) IS NOT NULL AS there", [`${schema}.about`]);
  if (!there?.["there"]) return null;
  const [about] = await database.query(`SELECT version FROM ${schema}.about`);
  if (about !== undefined && about["version"] !== version)
    throw new Error(
      `the queue ${shown} was made by another version of parallax (its tables are version ${String(about["version"])}, this is ${version}): use the same version on every machine, or another database`,
    );
  const [row] = await database.query(`SELECT plan, put FROM ${schema}.about`);
  return row === undefined ? null : { plan: String(row["plan"]), put: row["put"] === true };
}

/** Opens the queue that a database holds. Throws where it holds none, or another version's. */
export async function openQueue(place: Place): Promise<Queue> {
  const { database, schema, shown } = place;
  if ((await aboutOf(place)) === null)
    throw new Error(
      `${shown} holds no plan yet: "parallax run … --queue ${place.url === null ? "embedded" : "ADDRESS"}" puts one there`,
    );
  const [row] = await database.query(`SELECT head, planned FROM ${schema}.about`);
  const head = JSON.parse(String(row!["head"])) as Head;
  checkVersion(head, shown);
  const boss = await openBoss(database, schema).catch((cause: Error) => {
    throw otherJobs(shown, cause);
  });
  return {
    ...place,
    head,
    planned: Number(row!["planned"]),
    boss,
    close: () => boss.stop({ close: false, graceful: false }),
  };
}

/**
 * Throws where a plan was put by another version of this package: what a trial is asked is made of
 * its wording by each worker, and all should make the same of it.
 */
function checkVersion({ packageVersion }: Head, shown: string): void {
  if (packageVersion === undefined || packageVersion === ownVersion()) return;
  throw new Error(
    `the plan in ${shown} is asked by parallax ${packageVersion}, and this is ${ownVersion()}: use the same version on every machine, or run its "parallax run … --queue" again with this one`,
  );
}

/** What pg-boss says of tables that are not its version's, or not there yet. */
export function otherJobs(shown: string, cause: Error): Error {
  if (/not installed/i.test(cause.message))
    return new Error(
      `the plan of ${shown} is not all there yet: let its "parallax run … --queue" put it, or run that again`,
      { cause },
    );
  if (/version|migrat|install/i.test(cause.message))
    return new Error(
      `the queue ${shown} was made by another version of pg-boss (${cause.message}): use the same version of parallax on every machine, or another database`,
      { cause },
    );
  return unusable(shown, cause);
}
