#!/usr/bin/env node
/**
 * The command line's entry: nothing loads before the Node that runs it is known to be new enough.
 */
import { join } from "node:path";

const needed = 24;
if (Number(process.versions.node.split(".")[0]) < needed) {
  console.error(
    `parallax: needs Node ${needed} or newer, and this is ${process.version}: install that, or npm install node@${needed}`,
  );
  process.exitCode = 2;
} else {
  const args = process.argv.slice(2);
  if (isKernel(args)) {
    // Before anything is loaded that asks for Node's streams: `node:util` does.
    (await import("../kernel/wire/plain-streams.ts")).openPlainStreams();
    (await import("../kernel/wire/socket-thread.ts")).beginSockets();
  }
  // What was compiled once is not compiled again: commands start in little more than half the time.
  const { keepCompiled } = await import("../lib/compile-cache.ts");
  keepCompiled();
  process.exitCode = await start(args);
}

/**
 * Commands come as one file; a kernel and the version, which need little of it and show no words of
 * a scenario's, by themselves.
 */
async function start(args: readonly string[]): Promise<number> {
  if (isKernel(args) || /^(-V|--version)$/.test(args[0] ?? "")) return (await import("./start.ts")).start(args, String);
  const { loadBundled } = await import("../bundle/load-bundled.js");
  const whole = loadBundled(join(import.meta.dirname, "whole")) as typeof import("./whole.ts");
  return whole.start(args);
}

function isKernel([first, second]: readonly string[]): boolean {
  return first === "kernel" && second === "start";
}
