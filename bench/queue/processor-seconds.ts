import { globSync, readFileSync } from "node:fs";

const ticksPerSecond = 100;

/**
 * Seconds of processor time, by Linux, of a process, those it began, and those of these that have
 * ended; NaN elsewhere.
 */
export function processorSeconds(pid: number): number {
  const stats = globSync("/proc/[0-9]*/stat").flatMap((file) => statOf(file) ?? []);
  const parent = stats.find((stat) => stat.pid === pid);
  if (parent === undefined) return NaN;
  const children = stats.filter((stat) => stat.parent === pid);
  return (parent.spent + parent.ended + children.reduce((sum, { spent }) => sum + spent, 0)) / ticksPerSecond;
}

/** In ticks: what a process took, and what those took that it began and that have ended. */
function statOf(file: string): { pid: number; parent: number; spent: number; ended: number } | null {
  try {
    const text = readFileSync(file, "utf8");
    // Behind its name, which may have spaces, first its state.
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const at = (place: number) => fields[place]!;
    return { pid: Number.parseInt(text), parent: at(1), spent: at(11) + at(12), ended: at(13) + at(14) };
  } catch {
    // It has ended meanwhile.
    return null;
  }
}
