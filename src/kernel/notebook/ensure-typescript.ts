import type { Notebook } from "./notebook.ts";

const ours = new Set(["typescript", "javascript", "ts", "js"]);

/**
 * Throws for a notebook that says it is in another language; one that does not say is taken as
 * ours.
 */
export function ensureTypeScript(notebook: Notebook, file: string): void {
  const spec = record(notebook.metadata["kernelspec"]);
  const said = [spec["language"], record(notebook.metadata["language_info"])["name"]];
  const language = said.find((name): name is string => typeof name === "string" && name !== "");
  if (language === undefined || ours.has(language.toLowerCase())) return;
  const kernel = typeof spec["name"] === "string" ? ` for the kernel "${spec["name"]}"` : "";
  throw new Error(
    `${file} is a notebook in ${language}${kernel}, and cells run here as TypeScript: execute it with "jupyter execute", or choose the kernel "TypeScript (Parallax)" for it in Jupyter and save it`,
  );
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
