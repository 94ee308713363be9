import { outlet } from "../session/door.ts";
import { asBefore } from "../session/realm.ts";
import { currentRecorder } from "../session/recorder.ts";
import type { Session } from "../session/session.ts";
import type { Prompter } from "./input.ts";
import { execute } from "./interpreter.ts";
import { oneByOne } from "./one-by-one.ts";
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
  /** Whether a cell may begin: not where the kernel is about to end. */
  mayBegin: () => boolean;
  /** Interrupts at once where that was asked for and has not been heard of yet. */
  lookForInterrupts: () => void;
}

/** Runs cells in the order asked, until one of them keeps those behind it from running. */
export interface CellRunner {
  run(cell: Execute): void;
  interrupt(): void;
}

/**
 * Runs the cells that the socket thread asks for, and tells what they show, how they end, and what
 * their types are.
 */
export function cellRunner(options: CellRunnerOptions): CellRunner {
  const { session, input, tell, listening, begins, mayBegin, lookForInterrupts } = options;
  const checks = typeChecks(session, tell);
  // Off the way of a first cell, which waits for it where it comes at once.
  let capturing: Promise<void> | null = captureOutputOfChildren().finally(() => (capturing = null));
  let [runs, interrupted] = [false, false];
  let failures = 0;

  const runOne = async (ask: Execute) => {
    const { id, parent, code, silent, stopOnError } = ask;
    const shown = outlet((output) => silent || tell({ type: "output", parent, output }));
    runs = true;
    begins(ask);
    input.begin(ask.allowStdin);
    checks.begin(ask);
    const end = (result: Executed) => {
      shown.flush();
      const goesOn = !(stopOnError && (interrupted || result.status === "error"));
      if (!goesOn) {
        failures += 1;
        cells.clear();
      }
      tell({ type: "executed", id, result, goesOn, source: code, checking: session.warns && !silent });
      checks.end(id, result);
    };
    try {
      if (capturing !== null) await capturing;
      const result = execute(session, ask, shown.emit, () => listening(true));
      // One that came between two cells is for the second.
      if (interrupted) session.interrupt();
      else lookForInterrupts();
      const ended = await result;
      asBefore(() => end(ended));
    } catch (error) {
      const { name: ename, message: evalue } = error as Error;
      end({ status: "error", ename, evalue, traceback: [`${error}`], expressions: {} });
    } finally {
      listening(false);
      input.end();
      interrupted = false;
      runs = false;
    }
  };

  const cells = oneByOne(runOne, mayBegin);
  return {
    run(cell) {
      // The other thread asked for one before it knew of a failure, and gives it up.
      if (cell.failures === failures) cells.add(cell);
    },
    interrupt() {
      interrupted = runs || !cells.isEmpty();
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
