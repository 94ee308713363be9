import { outlet } from "../session/door.ts";
import { asBefore } from "../session/realm.ts";
import { currentRecorder } from "../session/recorder.ts";
import type { Session } from "../session/session.ts";
import type { Prompter } from "./input.ts";
import { execute } from "./interpreter.ts";
import type { Ask, Executed, Tell } from "./port.ts";
import { typeChecks } from "./type-checks.ts";

type Execute = Extract<Ask, { type: "execute" }>;

interface CellRunnerOptions {
  session: Session;
  input: Prompter;
  tell: (message: Tell) => void;
  /** Hears whether the running cell listens to its signal. */
  listening: (on: boolean) => void;
  begins: (cell: Execute) => void;
}

/** Runs cells in the order asked, until one of them keeps those behind it from running. */
export interface CellRunner {
  run(cell: Execute): void;
  /** Takes back what has not begun. */
  drop(): void;
  interrupt(): void;
}

/**
 * Runs the cells that the socket thread asks for, and tells what they show, how they end, and what
 * their types are.
 */
export function cellRunner({ session, input, tell, listening, begins }: CellRunnerOptions): CellRunner {
  const checks = typeChecks(session, tell);
  // Off the way of a first cell, which waits for it where it comes at once.
  let capturing: Promise<void> | null = captureOutputOfChildren().finally(() => (capturing = null));
  let waiting: Execute[] = [];
  let running = false;
  let interrupted = false;

  const runOne = async (ask: Execute) => {
    const { id, parent, code, silent, stopOnError } = ask;
    const shown = outlet((output) => silent || tell({ type: "output", parent, output }));
    interrupted = false;
    begins(ask);
    input.begin(ask.allowStdin);
    checks.begin(ask);
    const end = (result: Executed) => {
      shown.flush();
      const goesOn = !(stopOnError && (interrupted || result.status === "error"));
      if (!goesOn) waiting = [];
      tell({ type: "executed", id, result, goesOn, source: code, checking: session.warns && !silent });
      checks.end(id, result);
    };
    try {
      if (capturing !== null) await capturing;
      const result = await execute(session, ask, shown.emit, () => listening(true));
      asBefore(() => end(result));
    } catch (error) {
      const { name: ename, message: evalue } = error as Error;
      end({ status: "error", ename, evalue, traceback: [`${error}`], expressions: {} });
    } finally {
      listening(false);
      input.end();
    }
  };

  return {
    async run(cell) {
      waiting.push(cell);
      if (running) return;
      running = true;
      const next = () => asBefore(() => waiting.shift());
      for (let cell = next(); cell !== undefined; cell = next()) await runOne(cell);
      running = false;
    },
    drop: () => void (waiting = []),
    interrupt() {
      interrupted = running;
      session.interrupt();
    },
  };
}

/** What a child process writes belongs to the cell that started it. */
async function captureOutputOfChildren(): Promise<void> {
  const { captureChildren } = await import("../processes/capture-children.ts");
  const { endChildrenWithUs } = await import("../processes/end-children.ts");
  endChildrenWithUs();
  captureChildren((name) => {
    const recorder = currentRecorder();
    const shown = outlet((output) => recorder?.emit(output));
    return { write: (text) => shown.emit({ type: "stream", name, text }), flush: shown.flush };
  });
}
