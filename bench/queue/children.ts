import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Text of a module of `src`, for an import within a program. */
export const source = (path: string) => JSON.stringify(fileURLToPath(new URL(`../../src/${path}`, import.meta.url)));

/**
 * Runs programs side by side, each a process of its own: ms from when all have loaded what they
 * need (`load`) to when the last has done its `work`, and their seconds of processor time in it.
 */
export async function sideBySide(programs: { load: string; work: string }[]): Promise<{ ms: number; cpu: number }> {
  const children = programs.map(({ load, work }) => {
    const program = `${load}
      console.log("ready"); await new Promise((go) => process.stdin.once("data", go)); process.stdin.destroy();
      const before = process.cpuUsage(); ${work}
      const { user, system } = process.cpuUsage(before); console.log((user + system) / 1e6);`;
    return spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: ["pipe", "pipe", "inherit"] });
  });
  const lines = children.map(({ stdout }) => createInterface(stdout)[Symbol.asyncIterator]());
  await Promise.all(lines.map((line) => line.next()));
  const start = performance.now();
  const ends = children.map((child) => once(child, "exit") as Promise<[number | null]>);
  for (const { stdin } of children) stdin.write("go\n");
  const spent = await Promise.all(lines.map((line) => line.next()));
  const ms = performance.now() - start;
  for (const [code] of await Promise.all(ends)) if (code !== 0) throw new Error(`a process ended with ${code}`);
  return { ms, cpu: spent.reduce((sum, { value }) => sum + Number(value), 0) };
}

/** A program that is a worker of a queue, with further options as source text. */
export const workerProgram = (address: string, dir: string, options = "") => ({
  load: `const { openPlace, openQueue } = await import(${source("runner/queue/open-queue.ts")});
    const { work } = await import(${source("runner/queue/work.ts")});
    const place = await openPlace(${JSON.stringify(address)}, ""); const queue = await openQueue(place);`,
  work: `await work(queue, { mode: "off", dir: ${JSON.stringify(dir)}, onProgress: () => {}, ${options} });
    await queue.close(); await place.database.close();`,
});
