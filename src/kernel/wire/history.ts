import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { privateFile, privateFolder } from "../../lib/private.ts";
import { log } from "./log.ts";
import type { Content } from "./message.ts";

/** `[session, line, source]`, or with outputs asked for `[session, line, [source, output]]`. */
export type Entry = [number, number, string | [string, string | null]];

/**
 * ms for which entries are gathered: to write takes as long as a short cell, and holds up the next.
 */
const patience = 500;

/** What was executed, over all kernels of a user. */
export interface History {
  /** Written with what else comes within a moment, or with the next `find` or `flush`. */
  add(line: number, source: string, output: string | null): void;
  flush(): void;
  /** Entries for a `history_request`: its `tail`, `range` or `search`, oldest first. */
  find(request: Content): Entry[];
}

/** Opens or makes the history database; ":memory:" keeps this kernel's history only. */
export function openHistory(file: string): History {
  if (file !== ":memory:") {
    privateFolder(dirname(file));
    privateFile(file);
  }
  const database = new DatabaseSync(file, { timeout: 2000 });
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS sessions (session INTEGER PRIMARY KEY AUTOINCREMENT, start TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS entries (
      session INTEGER NOT NULL, line INTEGER NOT NULL, source TEXT NOT NULL, output TEXT, PRIMARY KEY (session, line)
    );`);
  const started = database.prepare("INSERT INTO sessions (start) VALUES (?)").run(new Date().toISOString());
  const session = Number(started.lastInsertRowid);
  const insert = database.prepare("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)");

  const { add, flush } = gathered(database, (entry) => insert.run(session, ...entry));

  const select = (where: string, values: SQLInputValue[], latest?: number): Content[] => {
    const limit = latest === undefined ? "" : ` LIMIT ${latest}`;
    const rows = database.prepare(`SELECT * FROM entries ${where} ORDER BY session DESC, line DESC${limit}`);
    return rows.all(...values).reverse();
  };

  const range = (request: Content): Content[] => {
    const asked = whole(request["session"]) ?? 0;
    const of = asked > 0 ? asked : session + asked;
    const start = whole(request["start"]) ?? 0;
    const stop = whole(request["stop"]) ?? Number.MAX_SAFE_INTEGER;
    return select("WHERE session = ? AND line >= ? AND line < ?", [of, start, stop]);
  };

  const search = (request: Content): Content[] => {
    const newest = request["unique"] === true ? "AND rowid IN (SELECT max(rowid) FROM entries GROUP BY source)" : "";
    return select(`WHERE source GLOB ? ${newest}`, [String(request["pattern"] ?? "*")], whole(request["n"]));
  };

  return {
    add: (...entry) => add(entry),
    flush,
    find(request) {
      flush();
      const type = request["hist_access_type"];
      const rows =
        type === "range" ? range(request) : type === "search" ? search(request) : select("", [], whole(request["n"]));
      return rows.map((row): Entry => {
        const source = row["source"] as string;
        const output = row["output"] as string | null;
        return [Number(row["session"]), Number(row["line"]), request["output"] === true ? [source, output] : source];
      });
    },
  };
}

type Added = Parameters<History["add"]>;

/** Writes what is added, what comes within {@link patience} together. */
function gathered(database: DatabaseSync, write: (entry: Added) => void) {
  let waiting: Added[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const entries = waiting;
    waiting = [];
    if (entries.length === 0) return;
    database.exec("BEGIN");
    try {
      entries.forEach(write);
    } finally {
      database.exec("COMMIT");
    }
  };
  const flushLater = () => {
    try {
      flush();
    } catch (error) {
      log(`cells are missing from the history: ${error}`);
    }
  };
  const add = (entry: Added) => {
    waiting.push(entry);
    timer ??= setTimeout(flushLater, patience);
  };
  return { add, flush };
}

function whole(value: unknown): number | undefined {
  const most = Number.MAX_SAFE_INTEGER;
  return typeof value === "number" && Number.isFinite(value)
    ? Math.max(-most, Math.min(most, Math.trunc(value)))
    : undefined;
}
