/** A statement's rows, as objects by column. */
export type Rows = Record<string, unknown>[];

/** What runs statements: a database, or one transaction in it. */
export interface Statements {
  /** Several statements in one text give the rows of all; only one may have values. */
  query(text: string, values?: readonly unknown[]): Promise<Rows>;
}

/** A database that a queue is kept in, on a server or within this process. */
export interface Database extends Statements {
  /** Which of the two: pg-boss knows them by these names. */
  kind: "postgres" | "pglite";
  /** Does what `work` asks in one transaction: all of it, or where `work` throws nothing. */
  transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
