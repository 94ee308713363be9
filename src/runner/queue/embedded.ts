import type { PGlite, Transaction } from "@electric-sql/pglite";
import { privateFolder } from "../../lib/private.ts";
import { reasonOf } from "../../lib/in-words.ts";
import type { Database, Rows, Statements } from "./database.ts";

/** A database within this process, kept in a folder that only one process may have open. */
export async function openEmbedded(dir: string): Promise<Database> {
  privateFolder(dir);
  const { PGlite } = await import("@electric-sql/pglite");
  let db: PGlite;
  try {
    db = await PGlite.create(dir);
  } catch (cause) {
    throw new Error(
      `cannot open the embedded queue ${dir} (${reasonOf(cause)}): delete that folder and run the same again; replies stand in the run's own files`,
      { cause },
    );
  }
  return {
    kind: "pglite",
    ...statementsOf(db),
    transaction: (work) => db.transaction((within) => work(statementsOf(within))),
    close: () => db.close(),
  };
}

const statementsOf = (db: PGlite | Transaction): Statements => ({
  async query(text, values) {
    if (values !== undefined && values.length > 0) return (await db.query(text, [...values])).rows as Rows;
    return (await db.exec(text)).flatMap(({ rows }) => rows as Rows);
  },
});
