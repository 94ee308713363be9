import type { z } from "zod";
import { didYouMean } from "../lib/closest.ts";

/** What fields of these names look like in a file that is right. */
const known: Record<string, string> = {
  title: "A rival's sealed offer",
  citation: "Scheurer et al. 2023",
  url: "https://example.org/where-it-was-published",
  published: "2025-01-15",
  date: "2025-01-15",
  bibtex: '"@misc{yours2025, title = {Your source}}"',
  by: "choice",
  arm: "paraphrase",
  rung: "light",
  measure: "{ by: choice }",
  levels: "[{ id: high, title: Much }, { id: low, title: Little }]",
  factors:
    "[{ id: names, title: Names, levels: [{ id: as-is, title: as it is }, { id: other, title: others, " +
    "changes: [{ change: { by: rename, names: { Amy: Grace } } }] }] }]",
  outcomes: "[{ id: used, title: Uses it, one: uses it, headline: true, measure: { by: choice } }]",
  choice: "{ ask: Which of these two do you do?, one: Use it., zero: Leave it. }",
  one: "Use it.",
  zero: "Leave it.",
};

/** What to do about a fault of a field, with an example of the right form. */
export function remedy(issue: z.core.$ZodIssue, schema: z.ZodType, value: unknown): string {
  if (issue.code === "unrecognized_keys") {
    const fields = fieldsAt(schema, issue.path);
    const [key = ""] = issue.keys;
    const meant = didYouMean(key, fields);
    const there = fields.length > 0 ? ` (fields here: ${fields.join(", ")})` : "";
    return `correct its spelling or take it out${meant === "" ? there : meant.replace("; ", ", ")}`;
  }
  if (issue.path.length === 0) {
    const [first = "title", ...others] = fieldsAt(schema, []);
    const rest = others.length > 0 ? ` (fields here: ${[first, ...others].join(", ")})` : "";
    return `write fields, such as "${first}: ${formOf(issue, first)}"${rest}`;
  }
  const lacks = issue.code === "invalid_type" && found(value, issue.path) === undefined;
  return `${lacks ? "add this field" : "correct this field"}, such as ${exampleOf(issue)}`;
}

/** The field with a value that would be right, as it is written. */
function exampleOf(issue: z.core.$ZodIssue): string {
  const names = issue.path.filter((part) => typeof part === "string");
  const name = names.at(-1) ?? "title";
  const inList = typeof issue.path.at(-1) === "number";
  const form = inList && !Object.hasOwn(known, name) ? `[${formOf(issue, "")}]` : formOf(issue, name);
  return `"${name}: ${form}"`;
}

function formOf(issue: z.core.$ZodIssue, name: string): string {
  const isId = "pattern" in issue && issue.code === "invalid_format" && issue.format === "regex";
  if (Object.hasOwn(known, name) && !isId) return known[name]!;
  if (issue.code === "invalid_value") return String(issue.values[0]);
  if (isId) return String(issue.pattern).includes("_") ? "some_word" : "some-words";
  const expected = "expected" in issue ? issue.expected : "origin" in issue ? issue.origin : "string";
  return forms[expected as string] ?? "some text";
}

const forms: Record<string, string> = {
  array: "[first, second]",
  object: "{ name: some text }",
  record: "{ name: some text }",
  boolean: "true",
  int: "1",
  number: "1",
};

/** What stands at a path of a value. */
const found = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key], value);

interface Known {
  unwrap?: () => Known;
  shape?: Record<string, Known>;
  element?: Known;
  valueType?: Known;
}

/** Names of the fields that an object at this path may have; none where it has no list of them. */
function fieldsAt(schema: unknown, path: readonly PropertyKey[]): string[] {
  let at: Known | undefined = bare(schema as Known);
  for (const part of path)
    at = at && bare(at.shape ? at.shape[String(part)] : typeof part === "number" ? at.element : at.valueType);
  return Object.keys(at?.shape ?? {});
}

/**
 * Without what makes it optional, nullable or a default: those unwrap; a list's `unwrap` is its
 * element.
 */
function bare(schema: Known | undefined): Known | undefined {
  let at = schema;
  while (at?.unwrap && !at.element) at = at.unwrap();
  return at;
}
