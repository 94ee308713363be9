import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import type { RunOptions } from "./run-options.ts";

/**
 * Test support: options of a quiet run in a folder and a cache of its own, removed after the file's
 * tests.
 */
export function sampleOptions(): (rest?: RunOptions) => RunOptions & { dir: string; cache: string } {
  const root = mkdtempSync(join(tmpdir(), "parallax-run-"));
  after(() => rmSync(root, { recursive: true, force: true }));
  let count = 0;
  return (rest = {}) => ({
    dir: join(root, `run-${++count}`),
    cache: join(root, `cache-${count}.sqlite`),
    retry: { baseMs: 1, maxMs: 2 },
    onProgress: () => {},
    ...rest,
  });
}
