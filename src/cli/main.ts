#!/usr/bin/env node
/**
 * The command line's entry: nothing loads before the Node that runs it is known to be new enough.
 */
const needed = 24;
if (Number(process.versions.node.split(".")[0]) < needed) {
  console.error(
    `parallax: needs Node ${needed} or newer, and this is ${process.version}: install that, or npm install node@${needed}`,
  );
  process.exitCode = 2;
} else {
  const args = process.argv.slice(2);
  // Before anything is loaded that asks for Node's streams: `node:util` does.
  if (args[0] === "kernel" && args[1] === "start") (await import("../kernel/wire/plain-streams.ts")).openPlainStreams();
  // What was compiled once is not compiled again: commands start in little more than half the time.
  const { keepCompiled } = await import("../lib/compile-cache.ts");
  keepCompiled();
  const { start } = await import("./start.ts");
  process.exitCode = await start(args);
}
