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
  const parsed = schema.safeParse(valueOf(document, file));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.slice(0, 3).map((issue) => {
    const field = issue.path.map(String).join(".") || "(top level)";
    return fault(file, field, `${issue.message}; ${remedy(issue)}`).message;
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

function remedy(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") return "correct its spelling or take it out";
  if (issue.code === "invalid_type" && issue.message.endsWith("undefined")) return "add this field";
  return "correct this field";
}
