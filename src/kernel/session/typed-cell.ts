import type { Diagnostic, Language } from "../language/language.ts";
import type { TypesMode } from "../language/types-mode.ts";
import type { CellResult, Output } from "./output.ts";
import { masked } from "./secrets.ts";
import { excerpt } from "./traceback.ts";

const most = 20;

/** What the type checker has to do with a cell: before it runs, and after. */
export interface TypedCells {
  /** The error that keeps the cell from running, or null. */
  before(code: string, name: string): Promise<CellResult | null>;
  /** Tells the checker of a cell that ran, and shows its complaints below the cell; resolves when they are shown. */
  after(code: string, name: string, emit: (output: Output) => void): Promise<void>;
}

/**
 * Type checking as `mode` has it. Cells that follow each other closely are checked once there is a `pause` (ms), so
 * that checking takes nothing from running. A checker that fails never fails a cell.
 */
export function typedCells(language: Language, mode: TypesMode, pause: number): TypedCells {
  const complaints = (code: string) => language.check(code).catch((): Diagnostic[] => []);
  const quiet = afterPause(pause);
  return {
    async before(code, name) {
      quiet.postpone();
      if (mode !== "strict") return null;
      const errors = (await complaints(code)).filter(({ severity }) => severity === "error");
      return errors[0] === undefined ? null : refusal(errors, code, name);
    },
    async after(code, name, emit) {
      if (mode === "strict") return language.remember(code);
      await quiet.wait();
      const found = mode === "warn" ? complaints(code) : [];
      language.remember(code);
      const text = warning(await found, name);
      if (text !== "") emit({ type: "stream", name: "stderr", text });
    },
  };
}

/** Lets those who wait go, in their order, once nothing has been asked of it for `ms`. */
function afterPause(ms: number) {
  let waiting: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;
  const release = () => {
    const ready = waiting;
    waiting = [];
    for (const go of ready) go();
  };
  const postpone = () => {
    clearTimeout(timer);
    if (waiting.length > 0) timer = setTimeout(release, ms);
  };
  const wait = () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      postpone();
    });
  return { postpone, wait };
}

function refusal(errors: Diagnostic[], source: string, name: string): CellResult {
  const traceback = errors.slice(0, most).flatMap(({ message, code, line, column }) => {
    return [`TypeCheck: ${message} (${code})`, ...excerpt({ name, line, column, source, cell: true })];
  });
  return masked({ status: "error", ename: "TypeCheck", evalue: errors[0]?.message ?? "", traceback });
}

function warning(found: Diagnostic[], name: string): string {
  const lines = found.map(({ line, column, message, code }) => {
    return `${name}, line ${line}, column ${column}: ${message} (${code})\n`;
  });
  return lines.slice(0, most).join("") + (lines.length > most ? `and ${lines.length - most} more\n` : "");
}
