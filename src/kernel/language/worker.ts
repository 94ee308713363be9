import { parentPort, workerData } from "node:worker_threads";
import { isObject } from "../session/is-object.ts";
import { Checker } from "./checker.ts";
import { completeAt } from "./complete-at.ts";
import { diagnose } from "./diagnose.ts";
import { Documents } from "./documents.ts";
import { hoverAt } from "./hover-at.ts";
import type { Question } from "./open-language.ts";

/** The thread that the type checker is asked from, one question at a time. */
const checker = new Checker((workerData as { folder: string }).folder, (pid) => parentPort?.postMessage({ pid }));
const documents = new Documents();
let last: Promise<unknown> = Promise.resolve();
let waiting = 0;

async function answer(question: Question): Promise<unknown> {
  const { type, code } = question;
  if (type === "remember") {
    const cell = documents.add(code);
    if (cell !== null) checker.write(cell.document, cell.text);
    return null;
  }
  const document = type === "check" ? "check" : "edit";
  const object = type === "check" && isObject(code);
  checker.write(document, documents.edit(object ? `(${code})` : code));
  const [project, path] = [await checker.project(), checker.path(document)];
  if (type === "check") return diagnose(project, path, code, object ? 1 : 0);
  if (type === "hover") return hoverAt(project, path, code, question.cursor);
  return completeAt(project, path, code, question.cursor, [...documents.names(), ...question.names]);
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
