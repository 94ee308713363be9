import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { reasonOf } from "../../lib/in-words.ts";
import type { Notebook } from "./notebook.ts";

const text = z.union([z.string(), z.array(z.string()).transform((lines) => lines.join(""))]);
const record = z.record(z.string(), z.unknown());
const bundle = z
  .record(z.string(), z.unknown())
  .transform((data) =>
    Object.fromEntries(
      Object.entries(data).map(([mime, content]) => [mime, isText(mime, content) ? content.join("") : content]),
    ),
  );
const output = z.discriminatedUnion("output_type", [
  z.looseObject({ output_type: z.literal("stream"), name: z.enum(["stdout", "stderr"]), text }),
  z.looseObject({ output_type: z.literal("display_data"), data: bundle, metadata: record.default({}) }),
  z.looseObject({
    output_type: z.literal("execute_result"),
    execution_count: z.number().nullable().default(0),
    data: bundle,
    metadata: record.default({}),
  }),
  z.looseObject({
    output_type: z.literal("error"),
    ename: z.string(),
    evalue: z.string(),
    traceback: z.array(z.string()),
  }),
]);
const shared = {
  id: z.string().default(""),
  metadata: z.looseObject({ tags: z.array(z.string()).optional() }).default({}),
  source: text,
};
const notebook = z.looseObject({
  nbformat: z.literal(4),
  metadata: record.default({}),
  cells: z.array(
    z.discriminatedUnion("cell_type", [
      z.looseObject({
        cell_type: z.literal("code"),
        ...shared,
        execution_count: z.number().nullable().default(null),
        outputs: z.array(output).default([]),
      }),
      z.looseObject({ cell_type: z.literal("markdown"), ...shared }),
      z.looseObject({ cell_type: z.literal("raw"), ...shared }),
    ]),
  ),
});

/**
 * Reads a notebook of nbformat 4; cells without an id get one made of their place and text. Throws
 * in one line for a file that is no notebook.
 */
export function readNotebook(file: string): Notebook {
  return parseNotebook(readText(file), file);
}

export function parseNotebook(json: string, file: string): Notebook {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Error(`${file} is not a notebook: ${reasonOf(error)}; expected the JSON that Jupyter saves as .ipynb`);
  }
  const version = (parsed as { nbformat?: unknown } | null)?.nbformat;
  if (typeof version === "number" && version !== 4) {
    throw new Error(`${file} is a notebook of format ${version}: open and save it in Jupyter to bring it to format 4`);
  }
  if (version === undefined)
    throw new Error(`${file} is not a notebook: it has no nbformat; expected nbformat 4, as Jupyter saves it`);
  const result = notebook.safeParse(parsed);
  if (!result.success) {
    const issue = result.error.issues[0];
    const where = issue?.path.join(".") || "the top";
    throw new Error(
      `${file} is not a notebook: ${issue?.message} at ${where}; expected nbformat 4, as Jupyter saves it`,
    );
  }
  const { metadata, cells } = result.data;
  return { metadata, cells: withOwnIds(cells, file) } as Notebook;
}

/** Cells without an id, or with that of an earlier one, get one made of their place and text. */
function withOwnIds<Cell extends { id: string; source: string }>(cells: Cell[], file: string): Cell[] {
  const taken = new Set<string>();
  let repeated = 0;
  const named = cells.map((cell, index) => {
    if (cell.id !== "" && taken.has(cell.id)) repeated += 1;
    const id = cell.id === "" || taken.has(cell.id) ? idOf(index, cell.source) : cell.id;
    taken.add(id);
    return { ...cell, id };
  });
  if (repeated > 0)
    console.error(
      `${file}: ${repeated} ${repeated === 1 ? "cell had" : "cells had"} the id of another; given one of their own`,
    );
  return named;
}

/** The same id for the same text in the same place. */
function idOf(index: number, source: string): string {
  return createHash("sha256").update(`${index}\n${source}`).digest("hex").slice(0, 8);
}

export function isJsonType(mime: string): boolean {
  return /\/json$|\+json$/.test(mime);
}

function isText(mime: string, content: unknown): content is string[] {
  return Array.isArray(content) && !isJsonType(mime);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : reasonOf(error);
    throw new Error(`cannot read ${file}: ${reason}`);
  }
}
