import type { Notebook } from "./notebook.ts";

/** A cell as somebody writes it. */
export interface Draft {
  kind: "markdown" | "code";
  source: string;
}

/** A notebook for this kernel that nobody has executed yet. */
export function newNotebook(drafts: readonly Draft[]): Notebook {
  return {
    metadata: {
      kernelspec: { display_name: "TypeScript (Parallax)", language: "typescript", name: "parallax" },
      language_info: { name: "typescript", file_extension: ".ts", mimetype: "text/typescript" },
    },
    cells: drafts.map(({ kind, source }, index) => {
      const cell = { id: `cell-${String(index + 1).padStart(2, "0")}`, metadata: {}, source };
      return kind === "code"
        ? { ...cell, cell_type: "code", execution_count: null, outputs: [] }
        : { ...cell, cell_type: "markdown" };
    }),
  };
}
