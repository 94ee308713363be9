import { fixed } from "../lib/number-text.ts";
import { escapeHtml } from "../lib/escape.ts";
import { describeProgress } from "./describe.ts";
import type { Progress } from "./progress.ts";
import { volatile } from "./volatile.ts";

/**
 * A display in a notebook cell that can be updated in place; a kernel offers it under
 * `Symbol.for("Jupyter.displays")`.
 */
interface Displays {
  display(bundle: Record<string, unknown>, id: string): void;
  update(bundle: Record<string, unknown>, id: string): void;
}

/**
 * Where progress is drawn: a terminal rewrites one line, anything else gets a line now and then.
 */
export interface Screen {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

type Listener = (progress: Progress) => void;

/** Draws progress in the notebook cell where there is one, else on stderr. */
export function showProgress(screen: Screen = process.stderr, now: () => number = () => performance.now()): Listener {
  const displays = (globalThis as Record<symbol, unknown>)[Symbol.for("Jupyter.displays")] as Displays | undefined;
  if (displays) return throttled(inNotebook(displays), 250, now);
  return screen.isTTY ? throttled(onTerminal(screen), 100, now) : throttled(asLines(screen), 10_000, now);
}

/** The first, the last and every change of state are drawn, else at most one in each `everyMs`. */
function throttled(draw: Listener, everyMs: number, now: () => number): Listener {
  let last = -Infinity;
  let state: Progress["state"] | null = null;
  return (progress) => {
    if (progress.state === state && now() - last < everyMs) return;
    last = now();
    state = progress.state;
    draw(progress);
  };
}

let count = 0;

function inNotebook(displays: Displays): Listener {
  const id = `parallax-progress-${process.pid}-${++count}`;
  let shown = false;
  return (progress) => {
    const line = describeProgress(progress, "the cell");
    const bundle = volatile({ "text/plain": line, "text/html": `${bar(progress)}<div>${escapeHtml(line)}</div>` });
    if (shown) displays.update(bundle, id);
    else displays.display(bundle, id);
    shown = true;
  };
}

function bar({ done, failed, planned }: Progress): string {
  const share = (n: number) => `${fixed((100 * n) / Math.max(planned, 1), 2)}%`;
  const part = (n: number, color: string) => `<div style="width:${share(n)};background:${color}"></div>`;
  const style = "display:flex;height:6px;max-width:480px;border-radius:3px;overflow:hidden;background:#8884";
  return `<div style="${style}" role="progressbar" aria-valuenow="${done}" aria-valuemax="${planned}">${part(done, "#2a7de1")}${part(Math.min(failed, planned - done), "#d1495b")}</div>`;
}

function onTerminal(screen: Screen): Listener {
  return (progress) => {
    const line = describeProgress(progress).replace(/\s+/g, " ");
    const room = (screen.columns ?? 80) - 1;
    const ended = progress.state === "ended";
    screen.write(`\r\x1b[2K${ended || line.length <= room ? line : `${line.slice(0, room - 1)}…`}${ended ? "\n" : ""}`);
  };
}

function asLines(screen: Screen): Listener {
  let before = "";
  return (progress) => {
    const line = describeProgress(progress);
    if (line === before || (progress.state === "running" && progress.elapsedMs <= 1000)) return;
    screen.write(`${line}\n`);
    before = line;
  };
}
