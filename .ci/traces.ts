import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";

/** What tests of other files in the same process would see of it. */
export interface State {
  shared: Record<string, unknown>;
  /** Kinds of what keeps the process from ending, by name. */
  open: string[];
}

const heard = ["uncaughtException", "uncaughtExceptionMonitor", "unhandledRejection", "warning", "message"];

/** Working directory, globals, console and listeners of this process as they are now. */
export function stateOf(): State {
  // Open from here on, so that no file seems to open them by writing.
  const streams = [process.stdin, process.stdout, process.stderr];
  const valuesOf = (name: string, object: object): [string, unknown][] =>
    Object.entries(Object.getOwnPropertyDescriptors(object)).map(([key, { value, get }]) => [
      `${name}.${key}`,
      value ?? get,
    ]);
  const shared = Object.fromEntries([
    // What a library keeps for itself once it is loaded has such a name, and is no test's doing.
    ...valuesOf("globalThis", globalThis).filter(([name]) => !name.startsWith("globalThis._")),
    ...valuesOf("console", console),
    ...heard.map((event) => [`process.on(${event})`, process.listenerCount(event)]),
    ["process.cwd()", process.cwd()],
    ["process.exitCode", process.exitCode],
    ...streams.map((stream) => [`stream ${stream.fd}`, "write" in stream ? stream.write : null]),
  ]);
  return { shared, open: process.getActiveResourcesInfo() };
}

/**
 * Throws, by name, where the process's state is another than it was, or something is open that was
 * not and is not closed within `grace` seconds.
 */
export async function traces(before: State, grace: number): Promise<void> {
  const now = stateOf().shared;
  const names = new Set([...Object.keys(before.shared), ...Object.keys(now)]);
  const changed = [...names].filter((name) => !Object.is(before.shared[name], now[name]));
  assert.deepEqual(changed, [], "the file changes what other files in its process see, and leaves it so");
  const late = performance.now() + grace * 1000;
  while (performance.now() < late) {
    if (leftOpen(before.open).length === 0) return;
    await wait(20);
  }
  assert.deepEqual(leftOpen(before.open), [], "the file leaves something open");
}

/** Kinds of what is open now beyond what was. */
function leftOpen(before: string[]): string[] {
  const left = [...before];
  return process.getActiveResourcesInfo().filter((kind) => {
    const at = left.indexOf(kind);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
