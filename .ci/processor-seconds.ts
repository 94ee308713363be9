import { readFileSync } from "node:fs";

/** Ticks of the clock by which Linux counts, in a second. */
const ticks = 100;

/**
 * Seconds of processor time that this process has taken so far, and on Linux what it has started
 * and seen the end of.
 */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 + ofChildren();
}

function ofChildren(): number {
  if (process.platform !== "linux") return 0;
  const stat = readFileSync("/proc/self/stat", "utf8");
  // Behind the program's name, which may have anything in it: cutime and cstime of proc(5).
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) / ticks;
}
