import { setTimeout as sleep } from "node:timers/promises";
import { reasonOf } from "../../lib/in-words.ts";
import type { Database } from "./database.ts";

/**
 * SQLSTATEs and codes of what may pass: a connection that failed, a server that is full, was made
 * to follow another, or ended one of two transactions that waited for each other.
 */
const passing =
  /^(08...|57P0[1235]|53...|25006|40001|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOTFOUND)$/;
const cutOff =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/;

/** Whether an error says that the database cannot do it now, and not that it refused. */
function mayPass(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(mayPass);
  const { code, message } = error as { code?: string; message?: string };
  return passing.test(code ?? "") || cutOff.test(message ?? "");
}

/** Whether a server has no connection left, or is about to be ready. */
export const isCrowded = (error: unknown): boolean => /^(53300|57P03)$/.test((error as { code?: string }).code ?? "");

/** Says, of a database's address, why it cannot be used and what to do. */
export function unusable(shown: string, error: unknown): Error {
  const { code } = error as { code?: string };
  const what = {
    "28P01": "the password is wrong: set PGPASSWORD, or write it into the address",
    "28000": "this user may not connect: give another user in the address",
    "3D000": "there is no such database: make it with createdb",
    "42501": `${reasonOf(error)}: give a user who may make tables there, and use them, or another database`,
    "53100": `${reasonOf(error)}: make room on its disk, and run the same again, which asks for nothing twice`,
    "53300": `${reasonOf(error)}: raise max_connections there, or start fewer workers`,
    "57P03": `${reasonOf(error)}: wait until it has started`,
    "25006": "it is read-only, as a standby is: give the address of its primary, or another database",
  }[code ?? ""];
  const todo = mayPass(error) ? "start PostgreSQL there" : "mend that";
  const reason = what ?? `${reasonOf(error)}: ${todo}, or give another address`;
  return new Error(`cannot use the queue ${shown}: ${reason}`, { cause: error });
}

/** Does `work` with a queue; what the database itself refuses is said with its address. */
export async function withWords<T>(shown: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, severity } = error as { code?: string; severity?: string };
    throw severity !== undefined && /^[0-9A-Z]{5}$/.test(code ?? "") ? unusable(shown, error) : error;
  }
}

/** How long one goes on where a database has gone: `ms` in all, telling why each time. */
export interface Patience {
  ms: number;
  signal: AbortSignal;
  tell(error: unknown): void;
}

/** A database whose single statements wait for it where it has gone; transactions do not. */
export const patient = (database: Database, patience: Patience): Database => ({
  ...database,
  query: (text, values) => patiently(() => database.query(text, values), patience),
});

/**
 * Does `work`, again and again where the database cannot do it now (or for what else `passes`),
 * until patience ends; what it refuses is thrown at once. `work` must be such that doing it twice
 * is doing it once.
 */
export async function patiently<T>(
  work: () => Promise<T>,
  { ms, signal, tell }: Patience,
  passes: (error: unknown) => boolean = mayPass,
): Promise<T> {
  const start = performance.now();
  for (let wait = 50; ; wait = Math.min(2 * wait, 2000)) {
    try {
      return await work();
    } catch (error) {
      if (!passes(error) || signal.aborted || performance.now() - start > ms) throw error;
      tell(error);
      await sleep(wait, undefined, { signal }).catch(() => {});
    }
  }
}
