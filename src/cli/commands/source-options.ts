import { keyColumns } from "../../stats/groups/strata.ts";
import { isSource } from "./checks.ts";

/** Where numbers are taken from. */
export const sources = {
  as: "RUN|FILE",
  what: "CSV file or run folder",
  meaning: "run folders, or CSV files of rates by wording",
  least: 1,
  most: Infinity,
  check: isSource,
} as const;

/** What tells one result from another; each command says what becomes of what is left out. */
export const by = { type: "text", as: "COLUMN", many: "commas", default: keyColumns.join(",") } as const;
