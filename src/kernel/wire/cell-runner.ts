import { outlet } from "../session/door.ts";
import { asBefore } from "../session/realm.ts";
import { currentRecorder } from "../session/recorder.ts";
import type { Session } from "../session/session.ts";
import type { Prompter } from "./input.ts";
import { execute } from "./interpreter.ts";
import type { Ask, Tell } from "./port.ts";
import { typeChecks } from "./type-checks.ts";

type Execute = Extract<Ask, { type: "execute" }>;

/**
 * Runs the cells that the socket thread asks for, and tells what they show, how they end, and what
 * their types are. `listening` hears whether the running cell listens to its signal.
 */
export function cellRunner(
  session: Session,
  input: Prompter,
  tell: (message: Tell) => void,
  listening: (on: boolean) => void,
): (ask: Execute) => void {
  const checks = typeChecks(session, tell);
  // Off the way of a first cell, which waits for it where it comes at once.
  let capturing: Promise<void> | null = captureOutputOfChildren().finally(() => (capturing = null));

  return async (ask) => {
    const { id, parent, code, silent } = ask;
    const shown = outlet((output) => silent || tell({ type: "output", parent, output }));
    const ended = { type: "executed", id, source: code, checking: session.warns && !silent } as const;
    input.begin(ask.allowStdin);
    checks.begin(ask);
    try {
      if (capturing !== null) await capturing;
      const result = await execute(session, ask, shown.emit, () => listening(true));
      asBefore(() => {
        shown.flush();
        checks.end(id, result);
        tell({ ...ended, result });
      });
    } catch (error) {
      const { name: ename, message: evalue } = error as Error;
      tell({ ...ended, result: { status: "error", ename, evalue, traceback: [`${error}`], expressions: {} } });
    } finally {
      listening(false);
      input.end();
    }
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
