import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { privateFile, privateFolder } from "../lib/private.ts";
import { reasonOf } from "../lib/in-words.ts";
import { home } from "../lib/home.ts";
import type { Reply } from "../models/model.ts";

/** Replies by cache key, which several processes may share. */
export interface Cache {
  get(key: string): Reply | null;
  /** Keeps a reply in place of any other. */
  put(key: string, reply: Reply): void;
  /** Keeps a reply where there is none; gives the one that is kept. */
  keep(key: string, reply: Reply): Reply;
  /**
   * Says that this owner is asking for a key, for so many ms; false where another is, or a reply is
   * there by now. One's own claims are renewed by claiming again.
   */
  claim(key: string, owner: string, ms: number): boolean;
  release(key: string, owner: string): void;
  close(): void;
}

const nothing: Cache = {
  get: () => null,
  put: () => {},
  keep: (_, reply) => reply,
  claim: () => true,
  release: () => {},
  close: () => {},
};

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
  if (readOnly && !existsSync(file)) return nothing;
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
  const select = () => db.prepare("SELECT reply FROM replies WHERE key = ?");
  const reading = (find: ReturnType<typeof select>) => (key: string) => {
    const row = find.get(Buffer.from(key, "hex")) as { reply: string } | undefined;
    return row === undefined ? null : (JSON.parse(row.reply) as Reply);
  };
  if (readOnly) return { ...nothing, get: reading(select()), close: () => db.close() };
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS replies (key BLOB PRIMARY KEY, reply TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS claims (key BLOB PRIMARY KEY, owner TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID`);
  const get = reading(select());
  const replace = db.prepare("INSERT OR REPLACE INTO replies (key, reply) VALUES (?, ?)");
  const insert = db.prepare("INSERT OR IGNORE INTO replies (key, reply) VALUES (?, ?)");
  const claim = db.prepare(`INSERT INTO claims (key, owner, until)
    SELECT :key, :owner, :until WHERE NOT EXISTS (SELECT 1 FROM replies WHERE key = :key)
    ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, until = excluded.until
    WHERE claims.owner = excluded.owner OR claims.until < :now`);
  const release = db.prepare("DELETE FROM claims WHERE key = ? AND owner = ?");
  return {
    get,
    put: (key, reply) => void replace.run(Buffer.from(key, "hex"), JSON.stringify(reply)),
    keep(key, reply) {
      const { changes } = insert.run(Buffer.from(key, "hex"), JSON.stringify(reply));
      return changes > 0 ? reply : (get(key) ?? reply);
    },
    claim(key, owner, ms) {
      const now = Date.now();
      return claim.run({ key: Buffer.from(key, "hex"), owner, until: now + ms, now }).changes > 0;
    },
    release: (key, owner) => void release.run(Buffer.from(key, "hex"), owner),
    close: () => db.close(),
  };
}
