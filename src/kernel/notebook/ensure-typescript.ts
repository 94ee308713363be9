import { lower } from "../session/lower.ts";
import type { Notebook } from "./notebook.ts";

const ours = new Set(["typescript", "javascript", "ts", "js"]);

/** Languages that kernels are named after, where a notebook names its kernel and no language. */
const speaking: [kernel: RegExp, language: string][] = [
  [/^(i?python|xpython|pypy|conda|sagemath|pyspark)/i, "Python"],
  [/^x?ir$|^xr$/i, "R"],
  [/^julia/i, "Julia"],
  [/^(bash|zsh|calysto_bash)$/i, "a shell's language"],
  [/^(gophernotes|gonb)$/i, "Go"],
  [/^(rust|evcxr)/i, "Rust"],
  [/^(scala|almond|spylon)/i, "Scala"],
  [/^\.net-(csharp|fsharp|powershell)$/i, "a language of .NET"],
];

/** Kernels of ours and others that run TypeScript or JavaScript, by their names. */
const ourKernels = /parallax|typescript|javascript|tslab|jslab|deno|node|\b[jt]s\b/i;

/**
 * Throws for a notebook that says it is in another language, or names a kernel of which that cannot
 * be told; one that says neither is taken as ours.
 */
export function ensureTypeScript(notebook: Notebook, file: string): void {
  const spec = record(notebook.metadata["kernelspec"]);
  const said = [spec["language"], record(notebook.metadata["language_info"])["name"]];
  const name = typeof spec["name"] === "string" ? spec["name"] : null;
  const language =
    said.find((each): each is string => typeof each === "string" && each !== "") ??
    speaking.find(([kernel]) => name !== null && kernel.test(name))?.[1];
  if (language === undefined) {
    ensureKnown(file, [name, spec["display_name"]]);
    if (name === null) ensureParses(notebook, file);
    return;
  }
  if (ours.has(language.toLowerCase())) return;
  const kernel = name === null ? "" : ` for the kernel "${name}"`;
  throw new Error(
    `${file} is a notebook in ${language}${kernel}, and cells run here as TypeScript: execute it with "jupyter execute", or choose the kernel "TypeScript (Parallax)" for it in Jupyter and save it`,
  );
}

/** A notebook that names neither language nor kernel is ours only where it reads like that. */
function ensureParses(notebook: Notebook, file: string): void {
  for (const [index, { cell_type: type, source }] of notebook.cells.entries()) {
    const problem = type === "code" ? lower(source.replace(/^#!/, "//"), "cell").problems[0] : undefined;
    if (problem === undefined) continue;
    throw new Error(
      `${file} names no language, and its cell ${index + 1} is no TypeScript (${problem.message}): ${remedy}`,
    );
  }
}

function ensureKnown(file: string, names: unknown[]): void {
  const said = names.filter((each): each is string => typeof each === "string" && each !== "");
  if (said.length === 0 || said.some((each) => ourKernels.test(each))) return;
  throw new Error(`${file} is a notebook for the kernel "${said[0]}", and names no language: ${remedy}`);
}

const remedy =
  'execute it with "jupyter execute", or, if it is TypeScript, choose the kernel "TypeScript (Parallax)" for it in Jupyter and save it';

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
