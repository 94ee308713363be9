import type { z } from "zod";
import { yaml } from "../lib/lazy.ts";
import { Faults } from "./all-faults.ts";
import { fault } from "./fault.ts";
import { remedy } from "./right-form.ts";

/** How a line of YAML that is right looks. */
const plainForm = 'a field is written "name: some text", and in quotes where the text has ": " in it';

/**
 * Text of YAML to a value of the schema's shape. Throws on all faults at once, each with file,
 * field or line, and a remedy with an example; `merge` allows `<<`.
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
    throw fault(file, `line ${line}`, `not YAML: ${broken.message}; ${plainForm}; mend it there`);
  }
  const value = valueOf(document, file);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => {
    const field = issue.path.map(String).join(".") || "(top level)";
    return fault(file, field, `${issue.message}; ${remedy(issue, schema, value)}`).message;
  });
  throw new Faults(faults);
}

/** Throws on aliases that would make a small file enormous. */
function valueOf(document: { toJS(): unknown }, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw fault(file, "(top level)", `${(error as Error).message}; write out what the aliases (*name) stand for`);
  }
}
