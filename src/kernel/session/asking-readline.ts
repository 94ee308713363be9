import { syncBuiltinESMExports } from "node:module";
import readline, { type Interface, type ReadLineOptions } from "node:readline";
import readlinePromises from "node:readline/promises";
import { CellStdin, ensureSomebody } from "./cell-stdin.ts";
import type { Asker } from "./session.ts";

type Create = (options: ReadLineOptions) => Interface;
type Answer = (line: string) => void;

/**
 * Has interfaces upon a cell's stdin put questions by their text, and read lines where somebody
 * listens for them.
 */
export function askThroughReadline(asker: Asker): void {
  wrap(readline, (create) => (options) => askingInterface(create, options, asker, false));
  wrap(readlinePromises, (create) => (options) => askingInterface(create, options, asker, true));
  syncBuiltinESMExports();
}

function wrap(module: object, change: (create: Create) => Create): void {
  const holder = module as { createInterface: Create };
  const { createInterface } = holder;
  const changed = change(createInterface);
  holder.createInterface = (options: ReadLineOptions | CellStdin, ...more: unknown[]) => {
    if (options instanceof CellStdin) return changed({ input: options, output: more[0] as NodeJS.WritableStream });
    if (options?.input instanceof CellStdin) return changed(options);
    return (createInterface as (...args: unknown[]) => Interface)(options, ...more);
  };
}

function askingInterface(create: Create, options: ReadLineOptions, asker: Asker, promises: boolean): Interface {
  ensureSomebody(asker);
  const input = new CellStdin(asker, { held: true });
  const inner = create({ ...options, input, terminal: false });
  const listen = inner.on.bind(inner);
  const on = (event: string, listener: (...args: never[]) => void) => {
    if (event === "line") input.start();
    return listen(event, listener as () => void);
  };
  const question = (text: string, ...rest: (object | Answer)[]) => {
    const answered = asker.ask(text, { password: false });
    const heard = rest.at(-1);
    if (promises || typeof heard !== "function") return answered;
    void answered.then(heard as Answer, (error: Error) => inner.emit("error", error));
    return undefined;
  };
  return Object.assign(inner, { on, addListener: on, question });
}
