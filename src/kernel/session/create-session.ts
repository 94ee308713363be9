import { dirname, resolve } from "node:path";
import { assist } from "./assist.ts";
import { captureStreams } from "./capture.ts";
import { display, offerServices } from "./display.ts";
import { evaluate, type Surroundings } from "./evaluate.ts";
import { metaOf, modulesOf } from "./imports.ts";
import { isComplete } from "./is-complete.ts";
import { macrotask } from "./macrotask.ts";
import type { CellResult } from "./output.ts";
import { guardProcess } from "./process.ts";
import { offerRecord } from "./record.ts";
import { currentRecorder, Recorder, recordTo } from "./recorder.ts";
import { Scope } from "./scope.ts";
import { masked } from "./secrets.ts";
import type { CellOptions, Session, SessionOptions } from "./session.ts";
import { inspected } from "./show.ts";
import { describeError } from "./traceback.ts";
import { typedCells } from "./typed-cell.ts";

const grace = 3000;
const pause = 30;

/** A cell that has started and not ended. */
interface Running {
  controller: AbortController;
  heard: boolean;
  end(result: CellResult): void;
}

/** Opens a TypeScript session in this process; see {@link Session}. Several may be open; each sees its own variables. */
export function createSession(options: SessionOptions): Session {
  const file = resolve(options.cwd, options.file ?? "notebook.ipynb");
  const shown = new Recorder();
  const scope = new Scope();
  const modules = modulesOf(file, scope);
  const meta = metaOf(file, () => (currentRecorder() ?? shown).signal());
  const surroundings: Surroundings = { scope, modules, meta };
  const ask = options.ask ?? noOneToAsk;
  scope.preset({
    display,
    require: modules.require,
    prompt: (question = "", { password = false } = {}) => ask(String(question), { password }),
    __filename: file,
    __dirname: dirname(file),
  });
  offerServices();
  offerRecord();
  const undo = [captureStreams(), guardProcess(shown, options.ownsProcess ?? false)];

  const types =
    options.language && typedCells(options.language, options.types ?? "off", options.waitForTypes ? 0 : pause);

  let running: Running | null = null;
  let { notice } = options;
  let last: Promise<unknown> = Promise.resolve();

  const interrupt = () => {
    const cell = running;
    if (cell === null) return;
    const again = cell.controller.signal.aborted;
    if (!again) cell.controller.abort(new DOMException("the cell was interrupted", "AbortError"));
    const stop = () => cell.end(interrupted);
    if (cell.heard && !again) setTimeout(stop, grace).unref();
    else stop();
  };

  const run = (code: string, cellOptions: CellOptions) => {
    const { cell, emit, signal, silent = false, name = `Cell [${cell}]` } = cellOptions;
    const aside = silent || cellOptions.name !== undefined;
    const typed = aside ? undefined : types;
    // What goes on aside, then or later, takes no output from the cell before, which may print for long.
    const recorder = aside ? new Recorder() : shown;
    const { promise, resolve: end } = Promise.withResolvers<CellResult>();
    const controller = new AbortController();
    const started: Running = { controller, heard: false, end };
    running = started;
    recorder.pending.clear();
    recorder.listen(emit);
    if (notice !== undefined && !silent) {
      emit({ type: "stream", name: "stderr", text: `${notice}\n` });
      notice = undefined;
    }
    recorder.signal = () => {
      started.heard = true;
      return controller.signal;
    };
    signal?.addEventListener("abort", interrupt, { once: true });
    if (signal?.aborted) interrupt();
    const work = async (): Promise<CellResult> => {
      try {
        const stopped = await typed?.before(code, name);
        if (stopped) return stopped;
        const value = await evaluate(code, name, silent, surroundings, () => controller.signal.throwIfAborted());
        await Promise.all(recorder.pending);
        return { status: "ok", value: masked(value, true) };
      } catch (error) {
        return controller.signal.aborted && error === controller.signal.reason
          ? interrupted
          : describeError(error, { name, source: code });
      }
    };
    const start = async () => {
      const result = await work().catch(unspeakable);
      recorder.flush();
      const complaints = parses(result) && typed?.after(code, name, (output) => emit(masked(output)));
      if (options.waitForTypes) await complaints;
      end(result);
    };
    macrotask(() => controller.signal.aborted || void recordTo(recorder, start));
    return promise.finally(() => {
      signal?.removeEventListener("abort", interrupt);
      if (running === started) running = null;
      recorder.flush();
    });
  };

  return {
    execute(code, cellOptions) {
      const result = last.then(() => run(code, cellOptions));
      last = result;
      return result;
    },
    isComplete,
    ...assist(scope, options.language ?? null),
    interrupt,
    dispose() {
      options.language?.dispose();
      undo.forEach((each) => each());
    },
  };
}

function parses(result: CellResult): boolean {
  return result.status === "ok" || result.ename !== "SyntaxError";
}

const interrupted: CellResult = {
  status: "error",
  ename: "Interrupted",
  evalue: "the cell was interrupted",
  traceback: ["Interrupted: the cell was interrupted"],
};

/** For what is thrown while a result is made ready to be told. */
function unspeakable(reason: unknown): CellResult {
  const evalue = `the cell ended, but how cannot be told: ${inspected(reason)}`;
  return { status: "error", ename: "Unspeakable", evalue, traceback: [`Unspeakable: ${evalue}`] };
}

async function noOneToAsk(question: string): Promise<string> {
  throw new Error(`prompt(${JSON.stringify(question)}): there is nobody to answer here; give the value as a parameter`);
}
