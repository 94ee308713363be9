import { parentPort, workerData } from "node:worker_threads";
import type { Project } from "typescript/unstable/async";
import type { Completions } from "../session/completions.ts";
import type { Diagnostic } from "../session/language.ts";
import { isObject } from "../session/is-object.ts";
import { stamp } from "../session/module-graph.ts";
import { Checker } from "./checker.ts";
import { completeAt } from "./complete-at.ts";
import { diagnoseFiles } from "./diagnose-files.ts";
import { diagnose } from "./diagnose.ts";
import { Documents } from "./documents.ts";
import { hoverAt } from "./hover-at.ts";
import { importNames } from "./import-names.ts";
import { localImports } from "./local-imports.ts";
import type { Question } from "./open-language.ts";
import { ownName } from "./project.ts";

/** The thread that the type checker is asked from, one question at a time. */
const { folder } = workerData as { folder: string };
const checker = new Checker(folder, (pid) => parentPort?.postMessage({ pid }));
const documents = new Documents();
let last: Promise<unknown> = Promise.resolve();
let waiting = 0;
const stamps = new Map<string, string>();
/** What cells have imported from, and this package. */
const modules = new Set([ownName]);

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

async function answer(question: Question): Promise<unknown> {
  const { type, code } = question;
  switch (type) {
    case "remember":
      return remember(code);
    case "check":
      return check(code);
    case "hover":
      return hoverAt(await edit(code), checker.path("edit"), code, question.cursor);
    case "complete":
      return (
        (await importNames(complete, [...modules], code, question.cursor)) ??
        complete(code, question.cursor, [...documents.names(), ...question.names])
      );
  }
}

function remember(code: string): null {
  const cell = documents.add(code);
  if (cell !== null) checker.write(cell.document, cell.text);
  for (const [, module] of code.matchAll(/\bfrom\s*["']([^"'\n]+)["']/g)) modules.add(module!);
  return null;
}

/** The notebook with a cell that is being written. */
function edit(code: string): Promise<Project> {
  checker.write("edit", documents.edit(code));
  return checker.project();
}

async function complete(code: string, cursor: number, names: string[] = []): Promise<Completions> {
  return completeAt(await edit(code), checker.path("edit"), code, cursor, names);
}

async function check(code: string): Promise<Diagnostic[]> {
  const object = isObject(code);
  checker.write("check", documents.edit(object ? `(${code})` : code));
  const edited = localImports(code, folder).filter(isNew);
  const project = await checker.project();
  const complaints = await diagnose(project, checker.path("check"), code, object ? 1 : 0);
  return [...complaints, ...(await diagnoseFiles(project, edited, folder))];
}

/** Has the checker read what a new cell imports before anyone asks. */
async function warm(): Promise<void> {
  for (const document of ["edit", "check"]) checker.write(document, documents.edit(""));
  await checker.project();
}

parentPort?.on("message", ({ id, question }: { id: number; question: Question }) => {
  waiting += 1;
  last = last.then(async () => {
    try {
      parentPort?.postMessage({ id, value: await answer(question) });
      if (waiting === 1 && question.type === "remember") await warm();
    } catch (error) {
      parentPort?.postMessage({ id, error: String(error) });
    } finally {
      waiting -= 1;
    }
  });
});
