import { createRequire } from "node:module";
import { join } from "node:path";
import { require as ofProgram } from "../../lib/here.ts";

/** DuckDB for Node, as far as it is used; it is nobody's to install who asks no SQL. */
export interface Duckdb {
  DuckDBInstance: { create(path: string, options: Record<string, string>): Promise<DuckdbInstance> };
}

interface DuckdbInstance {
  connect(): Promise<DuckdbConnection>;
  closeSync(): void;
}

interface DuckdbConnection {
  run(statement: string): Promise<unknown>;
  streamAndReadUntil(statement: string, rows: number, values?: unknown[]): Promise<DuckdbReader>;
  closeSync(): void;
}

/** What a statement gives: columns by place, their types as DuckDB numbers them. */
export interface DuckdbReader {
  columnCount: number;
  currentRowCount: number;
  deduplicatedColumnNames(): string[];
  columnTypeId(column: number): number;
  getColumnsJS(): unknown[][];
}

/** The package and the version that is tested. */
const duckdbPackage = "@duckdb/node-api@1.5.6-r.1";

/**
 * DuckDB, from where this program is installed, else from the project it is used in. Throws where
 * it is in neither, saying what to install.
 */
export function loadDuckdb(): Duckdb {
  const found = findDuckdb();
  if (found !== null) return found;
  throw new Error(`SQL runs on DuckDB, which is not installed (70 MB): run "npm install --no-save ${duckdbPackage}"`);
}

/** Whether it is there. */
export const hasDuckdb = (): boolean => findDuckdb() !== null;

function findDuckdb(): Duckdb | null {
  const name = duckdbPackage.slice(0, duckdbPackage.lastIndexOf("@"));
  for (const load of [ofProgram, createRequire(join(process.cwd(), "of.js"))]) {
    try {
      return load(name) as Duckdb;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    }
  }
  return null;
}
