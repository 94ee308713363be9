/**
 * What stands under `interop` in a notebook: counts, labels, replies and transcripts of others, in
 * and out.
 */
export { readLabels, type Label } from "./judges/labels/labels.ts";
export { importTranscripts, type ImportSpec, type Transcript } from "./judges/transcripts/import-transcripts.ts";
export { readTranscripts, type TranscriptFields } from "./judges/transcripts/read-transcripts.ts";
export { importReplies, type ImportOptions, type ImportProgress } from "./interop/import-replies.ts";
export type { From, Mapping } from "./interop/mapping/mapping.ts";
export { sql, type SqlSource } from "./frames/sql/sql.ts";
export { toCsv } from "./frames/to-csv.ts";
export type { CsvCell } from "./stats/csv/csv-cell.ts";
export { readCells } from "./stats/csv/read-cells.ts";
