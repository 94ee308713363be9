import { parentPort, workerData } from "node:worker_threads";
import type { Diagnostic } from "../session/language.ts";
import { isObject } from "../session/is-object.ts";
import { stamp } from "../session/module-graph.ts";
import { Checker } from "./checker.ts";
import { completeAt } from "./complete-at.ts";
import { diagnoseFiles } from "./diagnose-files.ts";
import { diagnose } from "./diagnose.ts";
import { Documents } from "./documents.ts";
import { exportsOf } from "./exports-of.ts";
import { hoverAt } from "./hover-at.ts";
import { importNames } from "./import-names.ts";
import { localImports } from "./local-imports.ts";
import type { Question } from "./open-language.ts";
import { ownName } from "./project.ts";
import type { ReadCell } from "./read-cell.ts";

/** The thread that the type checker is asked from, one question at a time. */
const { folder } = workerData as { folder: string };
const checker = new Checker(folder, (pid) => parentPort?.postMessage({ pid }));
const documents = new Documents();
for (const { document, text } of documents.start()) checker.write(document, text);
const stamps = new Map<string, string>();
/** What cells have imported from, and this package. */
const modules = new Set([ownName]);
/** Cells that ran, and are not taken in yet. */
const ran: string[] = [];

/**
 * Whether an imported file is not as it was when it was last checked; the checker is told of that.
 */
function isNew(file: string): boolean {
  const now = stamp(file);
  const before = stamps.get(file);
  if (before === now) return false;
  stamps.set(file, now);
  if (before !== undefined) checker.touch(file);
  return true;
}

function answer(question: Question): unknown {
  const { type, code } = question;
  switch (type) {
    case "remember":
      return void ran.push(code);
    case "check":
      return check(code);
    case "hover":
      return hoverAt(() => read(code), code, question.cursor);
    case "complete":
      return (
        importNames(exported, [...modules], code, question.cursor) ??
        completeAt(read, code, question.cursor, [...documents.names(), ...question.names])
      );
  }
}

/** Takes in the cells that ran, each but once. */
function remember(): void {
  for (let code = ran.shift(); code !== undefined; code = ran.shift()) {
    for (const { document, text } of documents.add(code)) checker.write(document, text);
    for (const [, module] of code.matchAll(/\bfrom\s*["']([^"'\n]+)["']/g)) modules.add(module!);
  }
}

/** Has the checker read a cell that is being written. */
function read(code: string): ReadCell {
  const { document, text, offset } = documents.edit(code);
  checker.write(document, text);
  return { project: checker.project(), path: checker.path(document), offset };
}

const exported = (module: string, prefix: string) => exportsOf(checker, [...modules], module, prefix);

function check(code: string): Diagnostic[] {
  const object = isObject(code);
  const { document, text, offset } = documents.check(object ? `(${code})` : code);
  checker.write(document, text);
  const edited = localImports(code, folder).filter(isNew);
  const project = checker.project();
  const complaints = diagnose(project, checker.path(document), code, object ? offset + 1 : offset);
  return [...complaints, ...diagnoseFiles(project, edited, folder)];
}

/**
 * ms without a question after which the checker reads ahead: what it does then takes nothing from
 * cells that follow each other. It starts at once.
 */
const pause = 100;

/** Has the checker read what a new cell imports before anyone asks. */
function warm(): void {
  warmed = true;
  remember();
  for (const { document, text } of [documents.edit(""), documents.check("")]) checker.write(document, text);
  checker.project();
}

let warming: NodeJS.Timeout | undefined;
let warmed = false;

parentPort?.on("message", ({ id, question }: { id: number; question: Question }) => {
  clearTimeout(warming);
  try {
    if (question.type !== "remember") remember();
    parentPort?.postMessage({ id, value: answer(question) });
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) });
  }
  if (question.type === "remember") warming = setTimeout(warm, warmed ? pause : 0);
});
