import { escapeTemplate } from "./escape.ts";
import { fillNames, fillVariables } from "./fill.ts";
import { renderJinja } from "./jinja.ts";
import { readField } from "./json.ts";
import type { PartSpec } from "./spec.ts";
import { pythonText, pythonTexts } from "./python/python-value.ts";
import { readVariables } from "./variables.ts";
import { trimBlankLines } from "../trim.ts";
import { withoutLines } from "../without-lines.ts";

/** Texts of files by id. */
export type Texts = Record<string, string>;

/**
 * What a part says under a condition, as a template: the published text, in which no brace is a
 * tag, with our templates at the places of its Jinja variables. Throws, naming the file, where a
 * transformation does not fit the text.
 */
export function sayPart(part: PartSpec, texts: Texts, condition: Record<string, string>): string {
  const values = Object.entries(part.jinja ?? {}).map(
    ([name, value]) => [name, valueAt(name, value, condition)] as const,
  );
  const marks = new Map(values.map(([name, value], index) => [name, { mark: `\uE000${index}\uE001`, value }]));
  let text = texts[part.file]!;
  const step = (file: string, change: () => string) => {
    try {
      text = change();
    } catch (error) {
      throw new Error(`file ${file} ${(error as Error).message}`, { cause: error });
    }
  };
  if (part.at !== undefined) step(part.file, () => readField(text, part.at!));
  if (part.python !== undefined) step(part.file, () => pythonText(text, part.python!));
  if (part.until !== undefined) step(part.file, () => upTo(text, part.until!));
  if (part.without.length > 0) step(part.file, () => without(text, part.without));
  if (part.emptied.length > 0) step(part.file, () => emptied(text, part.emptied));
  if (part.rename) step(part.file, () => rename(text, part.rename!));
  if (part.variables) {
    const from = part.variables;
    let named: Record<string, string> = {};
    step(from.file, () => ((named = namedBy(from, texts[from.file]!)), text));
    step(part.file, () => fillVariables(text, named));
  }
  if (part.jinja) {
    const included = Object.entries(part.include).map(([path, id]) => [path, id === null ? "" : texts[id]!]);
    const marked = Object.fromEntries([...marks].map(([name, { mark }]) => [name, mark]));
    step(part.file, () => renderJinja(text, marked, Object.fromEntries(included) as Texts));
  }
  if (part.fill) step(part.file, () => fillNames(text, part.fill!));
  let said = escapeTemplate(trimBlankLines(text));
  for (const { mark, value } of marks.values()) said = said.replaceAll(mark, () => value);
  return said;
}

function namedBy(from: NonNullable<PartSpec["variables"]>, text: string): Record<string, string> {
  return "block" in from ? readVariables(text, from.block) : { ...pythonTexts(text, from.python), ...from.also };
}

type Value = NonNullable<PartSpec["jinja"]>[string];

function valueAt(name: string, value: Value, condition: Record<string, string>): string {
  if (typeof value === "string") return value;
  const [factor, levels] = Object.entries(value)[0] ?? ["", {}];
  const text = levels[condition[factor] ?? ""];
  if (text === undefined)
    throw new Error(`jinja.${name} has no text for ${factor} "${condition[factor] ?? ""}"; add that level`);
  return text;
}

function upTo(text: string, piece: string): string {
  const end = text.indexOf(piece);
  if (end < 0) throw new Error(`has no "${piece}"; correct until`);
  return text.slice(0, end);
}

function rename(text: string, names: Record<string, string>): string {
  return Object.entries(names).reduce((renamed, [from, to]) => {
    if (!renamed.includes(from)) throw new Error(`has no "${from}"; take it out of rename`);
    return renamed.replaceAll(from, () => to);
  }, text);
}

function emptied(text: string, pieces: string[]): string {
  checkLines(text, pieces, "emptied");
  const empties = (line: string) => pieces.some((piece) => line.includes(piece));
  return text
    .split("\n")
    .map((line) => (empties(line) ? "" : line))
    .join("\n");
}

function without(text: string, pieces: string[]): string {
  checkLines(text, pieces, "without");
  return withoutLines(text, pieces);
}

function checkLines(text: string, pieces: string[], field: string): void {
  const absent = pieces.find((piece) => !text.includes(piece));
  if (absent !== undefined) throw new Error(`has no line with "${absent}"; take it out of ${field}`);
}
