/** One value in several MIME types, as Jupyter messages and notebooks carry it. */
export interface Bundle {
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
}

/**
 * What a cell shows while it runs, in order. The wire and the headless executor both consume these.
 */
export type Output =
  | { type: "stream"; name: "stdout" | "stderr"; text: string }
  | ({ type: "display"; displayId: string | null } & Bundle)
  | ({ type: "update"; displayId: string } & Bundle)
  | { type: "clear"; wait: boolean };

/** How a cell ended. `traceback` lines name the cell's own line and column. */
export type CellResult =
  { status: "ok"; value: Bundle | null } | { status: "error"; ename: string; evalue: string; traceback: string[] };
