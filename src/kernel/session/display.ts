import { randomUUID } from "node:crypto";
import type { Bundle } from "./output.ts";
import { whenCalled } from "./realm.ts";
import { currentRecorder } from "./recorder.ts";
import { show, showsItself, toBundle, type Shown } from "./show.ts";

/** Something shown that can be shown anew in its place. */
export class Display {
  readonly #id: string;
  readonly #bundle: (value: unknown) => Bundle | Promise<Bundle>;
  /** `bundle` makes of a value what is shown of it. */
  constructor(id: string, bundle: (value: unknown) => Bundle | Promise<Bundle>) {
    this.#id = id;
    this.#bundle = bundle;
  }
  get id(): string {
    return this.#id;
  }
  /** Whether a value is one. Asks nothing of the value, which may be a proxy that answers badly. */
  static is(value: unknown): value is Display {
    return typeof value === "object" && value !== null && #id in value;
  }
  update(value: unknown): this {
    whenShown(
      () => this.#bundle(value),
      (bundle) => emit({ type: "update", displayId: this.id, ...bundle }),
    );
    return this;
  }
}

/**
 * Shows a value below the cell, now; `id` names the place for later updates, `raw` takes the value,
 * and those of updates, as MIME types.
 */
export function display(value: unknown, { id, raw = false }: { id?: string; raw?: boolean } = {}): Display {
  return displayAs(value, raw ? (item) => toBundle(item, item) : show, id);
}

function displayAs(value: unknown, bundle: (value: unknown) => Bundle | Promise<Bundle>, id: string = randomUUID()) {
  whenShown(
    () => bundle(value),
    (shown) => emit({ type: "display", displayId: id, ...shown }),
  );
  return new Display(id, bundle);
}

/** Contents of one MIME type; in their place may come any object, shown as such. */
const as = (mime: string) => (content: unknown, options?: { id?: string }) =>
  displayAs(content, (item) => (isContent(mime, item) ? toBundle({ [mime]: item }) : show(item)), options?.id);

function isContent(mime: string, item: unknown): boolean {
  if (showsItself(item)) return false;
  return mime.endsWith("json") || typeof item !== "object" || item instanceof Uint8Array || Array.isArray(item);
}

display.html = as("text/html");
display.markdown = as("text/markdown");
display.latex = as("text/latex");
display.text = as("text/plain");
display.svg = as("image/svg+xml");
display.png = as("image/png");
display.jpeg = as("image/jpeg");
display.json = as("application/json");
/** Empties what the cell has shown; with `wait`, when the next output comes. */
display.clear = ({ wait = false }: { wait?: boolean } = {}) => emit({ type: "clear", wait });

/**
 * What code that knows nothing of this kernel finds under `Symbol.for("Jupyter.displays")` and
 * `Symbol.for("Jupyter.signal")`: a place to show things in, and the running cell's AbortSignal.
 */
export function offerServices(): void {
  Object.assign(globalThis, {
    [Symbol.for("Jupyter.displays")]: {
      display: (shown: Shown, id: string | null = null) =>
        whenCalled(() => emit({ type: "display", displayId: id, ...toBundle(shown) })),
      update: (shown: Shown, id: string) =>
        whenCalled(() => emit({ type: "update", displayId: id, ...toBundle(shown) })),
    },
    [Symbol.for("Jupyter.signal")]: () => currentRecorder()?.signal() ?? new AbortController().signal,
  });
}

function whenShown(show: () => Bundle | Promise<Bundle>, then: (bundle: Bundle) => void): void {
  whenCalled(() => {
    const shown = show();
    if (shown instanceof Promise) currentRecorder()?.wait(shown.then((bundle) => whenCalled(() => then(bundle))));
    else then(shown);
  });
}

function emit(output: Parameters<NonNullable<ReturnType<typeof currentRecorder>>["emit"]>[0]): void {
  currentRecorder()?.emit(output);
}
