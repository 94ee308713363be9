/** A notebook as nbformat 4.5 has it, with texts in one piece. */
export interface Notebook {
  metadata: Record<string, unknown>;
  cells: Cell[];
}

export type Cell = CodeCell | TextCell;

export interface CodeCell extends CellBase {
  cell_type: "code";
  execution_count: number | null;
  outputs: CellOutput[];
}

interface TextCell extends CellBase {
  /** `attachments` are kept among the other keys that this program has no use for. */
  cell_type: "markdown" | "raw";
}

interface CellBase {
  id: string;
  metadata: CellMetadata;
  source: string;
}

export interface CellMetadata {
  tags?: string[];
  [key: string]: unknown;
}

/** An output as it is saved. Contents of text types are one string here, and lines in the file. */
export type CellOutput =
  | { output_type: "stream"; name: "stdout" | "stderr"; text: string }
  | { output_type: "display_data"; data: Record<string, unknown>; metadata: Record<string, unknown> }
  | {
      output_type: "execute_result";
      execution_count: number;
      data: Record<string, unknown>;
      metadata: Record<string, unknown>;
    }
  | { output_type: "error"; ename: string; evalue: string; traceback: string[] };

export function isTagged(cell: Cell, tag: string): boolean {
  return cell.metadata.tags?.includes(tag) ?? false;
}
