import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { reasonOf } from "../../lib/in-words.ts";
import type { Notebook } from "./notebook.ts";
import { isJsonType } from "./read-notebook.ts";
import { sortKeys } from "./sort-keys.ts";

/**
 * A notebook's text as Jupyter itself saves it: nbformat 4.5, keys sorted, one space of
 * indentation, texts as lines.
 */
export function formatNotebook({ metadata, cells }: Notebook): string {
  const file = { cells: cells.map(formatCell), metadata, nbformat: 4, nbformat_minor: 5 };
  // A lone surrogate, which no UTF-8 file can hold, would keep other tools from writing it again.
  const wellFormed = (_: string, item: unknown) => (typeof item === "string" ? item.toWellFormed() : item);
  return `${JSON.stringify(sortKeys(file), wellFormed, 1)}\n`;
}

/**
 * Saves a notebook whole or not at all: it is written beside its place, synced, and moved there.
 */
export function writeNotebook(file: string, notebook: Notebook): void {
  draft(file, (path) => {
    const handle = openSync(path, "w");
    try {
      writeFileSync(handle, formatNotebook(notebook));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(path, file);
  });
}

/**
 * Throws what {@link writeNotebook} would for want of a place, before the work is done that is to
 * be saved there.
 */
export function ensureWritable(file: string): void {
  draft(file, (path) => {
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new Error("it is a folder");
    closeSync(openSync(path, "w"));
  });
}

/** Does something with the path of a file beside one, which is gone afterwards. */
function draft(file: string, work: (path: string) => void): void {
  const path = `${resolve(file)}.${process.pid}.part`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    work(path);
  } catch (error) {
    throw new Error(`cannot write ${file}: ${reasonOf(error)}`, { cause: error });
  } finally {
    if (existsSync(path)) rmSync(path);
  }
}

function formatCell(cell: Notebook["cells"][number]) {
  const text = { ...cell, source: lines(cell.source) };
  return cell.cell_type === "code"
    ? { ...text, outputs: (cell as { outputs: object[] }).outputs.map(formatOutput) }
    : text;
}

function formatOutput(output: Record<string, unknown> | object) {
  const { text, data } = output as { text?: string; data?: Record<string, unknown> };
  if (text !== undefined) return { ...output, text: lines(text) };
  return data === undefined ? output : { ...output, data: Object.fromEntries(Object.entries(data).map(formatContent)) };
}

function formatContent([mime, content]: [string, unknown]): [string, unknown] {
  if (isJsonType(mime)) return [mime, content];
  return [mime, lines(typeof content === "string" ? content : JSON.stringify(content))];
}

/** Each line with its ending, as nbformat likes texts. */
function lines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
