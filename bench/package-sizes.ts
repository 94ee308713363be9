import { globSync, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** What one installed package takes on disk, without those within it that stand by themselves. */
interface PackageSize {
  name: string;
  megabytes: number;
}

/** The packages of a `node_modules`, the largest first. */
export function packageSizes(modules: string): PackageSize[] {
  const names = [...globSync("[!@.]*", { cwd: modules }), ...globSync("@*/*", { cwd: modules })];
  const counted = new Set<string>();
  return names
    .map((name) => ({ name: name.replaceAll("\\", "/"), megabytes: blocksIn(join(modules, name), counted) / 1e6 }))
    .toSorted((a, b) => b.megabytes - a.megabytes);
}

/** Bytes of a folder as the disk has them, in blocks; a file under two names counts once. */
function blocksIn(path: string, counted: Set<string>): number {
  const entry = lstatSync(path);
  const file = `${entry.dev} ${entry.ino}`;
  if (entry.ino !== 0 && counted.has(file)) return 0;
  counted.add(file);
  const own = (entry.blocks ?? Math.ceil(entry.size / 512)) * 512;
  if (!entry.isDirectory()) return own;
  return readdirSync(path).reduce((sum, name) => sum + blocksIn(join(path, name), counted), own);
}
