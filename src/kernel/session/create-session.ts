import { dirname, resolve } from "node:path";
import { assist } from "./assist.ts";
import { captureStreams } from "./capture.ts";
import { display, offerServices } from "./display.ts";
import { metaOf, modulesOf } from "./imports.ts";
import { isComplete } from "./is-complete.ts";
import { guardProcess } from "./process.ts";
import { prepare } from "./prepare.ts";
import { offerRecord } from "./record.ts";
import { asBefore, rememberRealm } from "./realm.ts";
import { currentRecorder, type Recorder } from "./recorder.ts";
import type { CellResult } from "./output.ts";
import { Scope } from "./scope.ts";
import { offerInput } from "./offer-input.ts";
import type { Asker, CellOptions, Session, SessionOptions } from "./session.ts";
import { nameOf, startCell, type Cell } from "./start-cell.ts";
import { typedCells } from "./typed-cell.ts";

/**
 * Opens a TypeScript session in this process; see {@link Session}. Several may be open; each sees
 * its own variables.
 */
export function createSession(options: SessionOptions): Session {
  const scope = new Scope();
  const surroundings = surroundingsOf(scope, options);
  const types = options.language && typedCells(options.language, options.types ?? "off");
  let latest: Recorder | null = null;
  let running: Cell | null = null;
  let waiting = 0;
  let last: Promise<CellResult> | null = null;
  let { notice } = options;
  offerServices();
  offerRecord();
  const undo = [
    offerInput(options.asker ?? nobody),
    captureStreams(),
    guardProcess(() => latest, options.ownsProcess ?? false),
  ];

  const run = async (code: string, cellOptions: CellOptions) => {
    const { emit, silent } = cellOptions;
    if (notice !== undefined && !silent) emit({ type: "stream", name: "stderr", text: `${notice}\n` });
    if (!silent) notice = undefined;
    const cell = startCell(code, cellOptions, surroundings, isAside(cellOptions) ? free : (types?.before ?? free));
    running = cell;
    if (!isAside(cellOptions)) latest = cell.recorder;
    const result = await cell.result;
    if (running === cell) running = null;
    return result;
  };

  const inTurn = async (before: Promise<unknown> | null, start: () => Promise<CellResult>) => {
    try {
      if (before !== null) await before;
      return await asBefore(start);
    } finally {
      waiting -= 1;
    }
  };

  rememberRealm();
  return {
    // At once where nothing runs, so that an interrupt right behind finds the cell.
    execute(code, cellOptions) {
      const before = waiting === 0 ? null : last;
      waiting += 1;
      return (last = inTurn(before, () => run(code, cellOptions)));
    },
    warns: options.language !== undefined && options.types === "warn",
    complaints: async (code, cell) => (isAside(cell) ? null : ((await types?.complaints(code, nameOf(cell))) ?? null)),
    prepare: () => prepare().catch(() => {}),
    isComplete,
    ...assist(scope, options.language ?? null),
    interrupt: () => running?.interrupt(),
    dispose() {
      options.language?.dispose();
      undo.forEach((each) => each());
    },
  };
}

/**
 * A silent cell and an expression of a client's are no part of the notebook: they are not checked,
 * nor the latest.
 */
const isAside = ({ silent, name }: Partial<CellOptions>): boolean => silent === true || name !== undefined;

/** Nothing keeps the cell from running. */
const free = () => null;

function surroundingsOf(scope: Scope, { cwd, file: name, asker = nobody }: SessionOptions) {
  const file = resolve(cwd, name ?? "notebook.ipynb");
  const modules = modulesOf(file, scope);
  const meta = metaOf(file, () => currentRecorder()?.signal() ?? new AbortController().signal);
  scope.preset({
    display,
    require: modules.require,
    prompt: (question = "", { password = false } = {}) => asker.ask(String(question), { password }),
    confirm: async (question = "") =>
      /^\s*y(es)?\s*$/i.test(await asker.ask(`${question} [y/N] `, { password: false })),
    alert: async (message = "") => {
      if (asker.refusal() === null) await asker.ask(`${message} [Enter] `, { password: false });
      else console.log(message);
    },
    __filename: file,
    __dirname: dirname(file),
  });
  return { scope, modules, meta };
}

const nobody: Asker = {
  refusal: () => "there is nobody to answer here; give the value as a parameter",
  ask: async (question) => {
    throw new Error(`prompt(${JSON.stringify(question)}): ${nobody.refusal()}`);
  },
};
