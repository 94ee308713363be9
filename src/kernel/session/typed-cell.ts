import type { Diagnostic, Language } from "./language.ts";
import type { Bundle, CellResult } from "./output.ts";
import { asBefore } from "./realm.ts";
import { excerpt } from "./traceback.ts";
import { typeWarning } from "./type-warning.ts";
import type { TypesMode } from "./types-mode.ts";

const most = 20;

/** What the type checker has to do with a cell: before it runs, and once it runs. */
export interface TypedCells {
  /** The error that keeps the cell from running, or null. */
  before(code: string, name: string): Promise<CellResult | null>;
  /**
   * Tells the checker of a cell; resolves to its complaints, which are not there to stop it, as
   * they are shown, or null.
   */
  complaints(code: string, name: string): Promise<Bundle | null>;
}

/** Type checking as `mode` has it. A checker that fails never fails a cell. */
export function typedCells(language: Language, mode: TypesMode): TypedCells {
  const check = (code: string) => language.check(code).catch((): Diagnostic[] => []);
  return {
    async before(code, name) {
      if (mode !== "strict") return null;
      const errors = (await check(code)).filter(({ severity, file }) => severity === "error" && file === undefined);
      if (errors[0] !== undefined) return refusal(errors, code, name);
      // Before the next is checked; of one that is refused nothing is there for later ones.
      language.remember(code);
      return null;
    },
    async complaints(code, name) {
      if (mode === "strict") return null;
      const found = mode === "warn" ? check(code) : [];
      language.remember(code);
      const complaints = await found;
      return asBefore(() => typeWarning(complaints, name));
    },
  };
}

function refusal(errors: Diagnostic[], source: string, name: string): CellResult {
  const traceback = errors.slice(0, most).flatMap(({ message, code, line, column }) => {
    return [`TypeCheck: ${message} (${code})`, ...excerpt({ name, line, column, source, cell: true })];
  });
  return { status: "error", ename: "TypeCheck", evalue: errors[0]?.message ?? "", traceback };
}
