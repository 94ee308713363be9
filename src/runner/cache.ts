import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { privateFile, privateFolder } from "../lib/private.ts";
import { reasonOf } from "../lib/in-words.ts";
import { home } from "../lib/home.ts";
import type { Reply } from "../models/model.ts";

/** Replies by cache key. */
export interface Cache {
  get(key: string): Reply | null;
  put(key: string, reply: Reply): void;
  close(): void;
}

/** Where replies are cached unless a run says otherwise. */
export function cacheFile(): string {
  return join(home(), "replies.sqlite");
}

/**
 * Opens a reply cache, made if absent; several processes may use one. Replies never expire. Opened
 * for reading only, an absent file is an empty cache. Throws, saying what to do, when the file
 * cannot be opened.
 */
export function openCache(file: string, { readOnly = false } = {}): Cache {
  if (readOnly && !existsSync(file)) return { get: () => null, put: () => {}, close: () => {} };
  try {
    return connect(file, readOnly);
  } catch (cause) {
    const { errcode } = cause as { errcode?: number };
    // In a folder that cannot be written SQLite reads only what it is told that nobody changes.
    if (readOnly && errcode === cannotOpen) return connect(`${pathToFileURL(file).href}?immutable=1`, true);
    const broken = errcode === corrupt || errcode === noDatabase;
    const remedy = `${broken ? "move that file away" : "set PARALLAX_HOME to a folder you can write"}, or use mode "off"`;
    throw new Error(`cannot open the reply cache ${file} (${reasonOf(cause)}): ${remedy}`, { cause });
  }
}

const [corrupt, cannotOpen, noDatabase] = [11, 14, 26];

function connect(file: string, readOnly: boolean): Cache {
  if (!readOnly) {
    privateFolder(dirname(file));
    privateFile(file);
  }
  const db = new DatabaseSync(file, { readOnly, timeout: 10_000 });
  try {
    return repliesIn(db, readOnly);
  } catch (error) {
    db.close();
    throw error;
  }
}

function repliesIn(db: DatabaseSync, readOnly: boolean): Cache {
  if (!readOnly)
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS replies (key BLOB PRIMARY KEY, reply TEXT NOT NULL) WITHOUT ROWID`);
  const select = db.prepare("SELECT reply FROM replies WHERE key = ?");
  const insert = readOnly ? null : db.prepare("INSERT OR REPLACE INTO replies (key, reply) VALUES (?, ?)");
  return {
    get(key) {
      const row = select.get(Buffer.from(key, "hex")) as { reply: string } | undefined;
      return row === undefined ? null : (JSON.parse(row.reply) as Reply);
    },
    put(key, reply) {
      insert?.run(Buffer.from(key, "hex"), JSON.stringify(reply));
    },
    close: () => db.close(),
  };
}
