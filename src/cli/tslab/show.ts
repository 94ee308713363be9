import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const show = Symbol.for("Jupyter.display");

/** tslab shows one MIME type a value; the first of these that a value has. */
const richest = ["text/html", "image/svg+xml", "image/png", "text/markdown", "text/plain"];

type Shown = { [show]?: () => Record<string, string> };

/**
 * `display(value)` and the last value of a cell, which tslab logs, as they are shown under our own
 * kernel.
 */
function display(value: unknown): void {
  const bundle = (value as Shown | null | undefined)?.[show]?.();
  const mime = richest.find((type) => bundle?.[type] !== undefined);
  if (bundle === undefined || mime === undefined) log(value);
  else (require("tslab") as typeof import("tslab")).display.raw(mime, bundle[mime]!);
}

const log = console.log.bind(console);
console.log = (...values: unknown[]) => {
  if (values.length === 1 && (values[0] as Shown | null | undefined)?.[show]) display(values[0]);
  else log(...values);
};
Object.assign(globalThis, { display });
