import { Worker } from "node:worker_threads";
import { ownThread } from "../processes/end-children.ts";
import type { Completions } from "../session/completions.ts";
import type { Diagnostic, Hover, Language } from "../session/language.ts";
import { pendingQuestions } from "./pending-questions.ts";

export type Question =
  | { type: "remember"; code: string }
  | { type: "check"; code: string }
  | { type: "complete"; code: string; cursor: number; names: string[] }
  | { type: "hover"; code: string; cursor: number };

interface Answer {
  id: number;
  value: never;
  error?: string;
}

/**
 * The types of a notebook in `folder`; see {@link Language}. Nothing is started before the first
 * question; what ran until then is told it first. Once the checker could not be started, or has
 * ended, every question is rejected.
 */
export function openLanguage(folder: string): Language {
  const remembered: string[] = [];
  const pending = pendingQuestions();
  let worker: Worker | null = null;
  let server: number | null = null;
  let ended: Error | null = null;

  const kill = () => server !== null && killQuietly(server);

  const end = (reason: string) => {
    kill();
    process.off("exit", kill);
    void worker?.terminate();
    ended ??= new Error(`the type checker ended: ${reason}`);
    pending.rejectAll(ended);
  };

  const receive = (answer: { pid: number } | Answer) => {
    if ("pid" in answer) {
      server = answer.pid;
      return;
    }
    pending.settle(answer.id, answer.value, answer.error);
    if (pending.open === 0) worker?.unref();
  };

  const start = (): Worker => {
    const url = new URL(import.meta.url.replace(/open-language(\.[jt]s)$/, "worker$1"));
    worker = new Worker(url, { name: ownThread, workerData: { folder }, stdout: true, stderr: true });
    worker.on("message", receive).on("error", (error) => end(String(error)));
    worker.on("exit", (code) => end(`code ${code}`));
    process.once("exit", kill);
    for (const code of remembered) tell(worker, code);
    return worker;
  };

  const send = (to: Worker, question: Question): Promise<never> => {
    const { id, answer } = pending.put();
    to.ref();
    to.postMessage({ id, question });
    return answer;
  };

  const tell = (to: Worker, code: string) => void send(to, { type: "remember", code }).catch(() => {});

  const ask = async (question: Question): Promise<never> => {
    if (ended !== null) throw ended;
    return send(worker ?? start(), question);
  };

  return {
    remember(code) {
      remembered.push(code);
      if (worker !== null && ended === null) tell(worker, code);
    },
    complete: (code, cursor, names): Promise<Completions> => ask({ type: "complete", code, cursor, names }),
    hover: (code, cursor): Promise<Hover | null> => ask({ type: "hover", code, cursor }),
    check: (code): Promise<Diagnostic[]> => ask({ type: "check", code }),
    dispose: () => end("it was disposed of"),
  };
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    return;
  }
}
