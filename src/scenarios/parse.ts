import type { z } from "zod";
import { yaml } from "../lib/lazy.ts";
import { fault } from "./fault.ts";

/**
 * Text of YAML to a value of the schema's shape. Throws on the first few faults, with file, field
 * or line, and remedy; `merge` allows `<<`.
 */
export function parseYaml<T extends z.ZodType>(
  text: string,
  schema: T,
  file: string,
  firstLine = 1,
  options: { merge?: boolean } = {},
): z.infer<T> {
  const { LineCounter, parseDocument } = yaml();
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, ...options });
  const broken = document.errors[0];
  if (broken) {
    const line = lineCounter.linePos(broken.pos[0]).line + firstLine - 1;
    throw fault(file, `line ${line}`, `not YAML: ${broken.message}; mend it there`);
  }
  const value = valueOf(document, file);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.slice(0, 3).map((issue) => {
    const field = issue.path.map(String).join(".") || "(top level)";
    return fault(file, field, `${issue.message}; ${remedy(issue, value)}`).message;
  });
  throw new Error(faults.join("\n"));
}

/** Throws on aliases that would make a small file enormous. */
function valueOf(document: { toJS(): unknown }, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw fault(file, "(top level)", `${(error as Error).message}; write out what the aliases (*name) stand for`);
  }
}

function remedy({ code, path }: z.core.$ZodIssue, value: unknown): string {
  if (code === "unrecognized_keys") return "correct its spelling or take it out";
  return code === "invalid_type" && found(value, path) === undefined ? "add this field" : "correct this field";
}

/** What stands at a path of a value. */
const found = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key], value);
