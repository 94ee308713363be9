import { sha256 } from "../../lib/hash.ts";
import { together } from "../../lib/together.ts";
import type { FailureLine, ReplyLine } from "../trial.ts";
import { asDb, queueOf, type Lease } from "./boss.ts";
import type { Queue } from "./open-queue.ts";
import { patiently, type Patience } from "./reach.ts";

/** A line of a trial, as a worker's own journal and the queue have it. */
export interface Settled {
  line: ReplyLine | FailureLine;
  /** Of the trial. */
  model: string;
  /** Hash of the trial's reply before, null for its first. */
  after: string | null;
  /** Whether the trial is complete with it. */
  ends: boolean;
  /** The job it was asked for. */
  lease: Lease;
}

/**
 * What became of a line: `kept`; `held`, as it was there already; `refused`, where another
 * attempt's stands in its place; a failure is asked `again` later, or that is `over`.
 */
export type Came = "kept" | "held" | "refused" | "again" | "over";

/** What tells a reply from another in its place. */
export const lineHash = (line: ReplyLine): string => sha256(JSON.stringify(line)).slice(0, 32);

/**
 * Brings lines into the queue in the name of a worker, many in one transaction with the ends of
 * their jobs: a line is there, and its job is over, or neither. Doing it again changes nothing.
 */
export function settling(queue: Queue, worker: string, patience: Patience): (settled: Settled) => Promise<Came> {
  return together(async (some: Settled[]) => {
    const came: Came[] = [];
    for (const part of inParts(some)) came.push(...(await patiently(() => settleAll(queue, worker, part), patience)));
    return came;
  }, 200);
}

/** Characters of lines in one transaction: a statement that holds all of many long ones is none. */
const longest = 16 << 20;

/** Lines and their texts, those of one transaction together. */
export function inParts(some: readonly Settled[]): Part[] {
  const parts: Part[] = [];
  let characters = Infinity;
  for (const settled of some) {
    const text = JSON.stringify(settled.line);
    characters += text.length;
    if (characters > longest) {
      parts.push([]);
      characters = text.length;
    }
    parts.at(-1)!.push({ ...settled, text });
  }
  return parts;
}

type Part = (Settled & { text: string })[];

async function settleAll({ database, schema, boss }: Queue, worker: string, some: Part): Promise<Came[]> {
  const input = JSON.stringify(some.map(rowOf));
  return database.transaction(async (statements) => {
    const rows = await statements.query(`SELECT * FROM ${schema}.settle($1, $2)`, [worker, input]);
    const came: Came[] = Array.from(some, () => "refused");
    for (const { place, came: how } of rows) came[place as number] = how as Came;
    const db = asDb(statements);
    const ends = some.filter(({ ends }, index) => came[index] === "over" || (ends && came[index] !== "refused"));
    for (const [model, over] of Map.groupBy(ends, ({ model }) => model))
      await endJobs(
        boss,
        model,
        over.map(({ lease }) => lease.id),
        db,
      );
    const again = some.filter((_, index) => came[index] === "again");
    for (const [model, failed] of Map.groupBy(again, ({ model }) => model))
      await boss.fail(
        queueOf(model),
        failed.map(({ lease }) => lease),
        null,
        { db },
      );
    return came;
  });
}

/**
 * Ends jobs of a model. A lease that lapses just then is taken out and put in anew, which a
 * statement that waited for it does not see: where one was missed, the next statement does.
 */
export async function endJobs(
  boss: Queue["boss"],
  model: string,
  ids: string[],
  db?: ReturnType<typeof asDb>,
): Promise<void> {
  const end = () => boss.complete(queueOf(model), ids, null, { ...(db && { db }), includeQueued: true });
  // Its type keeps to itself how many there were.
  const { affected } = (await end()) as { affected: number };
  if (affected < ids.length) await end();
}

function rowOf({ line, text, after, ends }: Part[number], place: number) {
  const { trial, turn } = line;
  if (line.kind === "failure") return { place, trial, turn, hash: null, ends: false, line: text };
  const { key, usd, cached } = line;
  return { place, trial, turn, hash: lineHash(line), after, ends, line: text, key, usd, cached: cached === true };
}
