import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";

/** The folder that is looked at; `HOUSE` names another one, such as that of an older version. */
const root = process.env["HOUSE"] ?? path.join(import.meta.dirname, "../../src");

/** Every TypeScript file below a folder, as paths from it. */
export const filesOf = (folder: string = root): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts"))
    .toSorted();

export const textOf = (file: string, folder: string = root): string => readFileSync(path.join(folder, file), "utf8");

/** Whether a file is there for tests only; the gallery is the figures' fixture. */
export const isForTests = (file: string): boolean =>
  /\.test\.ts$|fixture\.ts$|\/fixtures\/|\/(drive|gallery|gallery-data)\.ts$/.test(file);

/** The tree of a file and its comments. Throws on one that does not parse. */
export function parsed(file: string, text: string): Pick<ReturnType<typeof parseSync>, "program" | "comments"> {
  const { program, comments, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]!.message}`);
  return { program, comments };
}

/** A function from an offset into a text to the line it is on, from 1. */
export function lineIn(text: string): (offset: number) => number {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (offset) => starts.findLastIndex((start) => start <= offset) + 1;
}
