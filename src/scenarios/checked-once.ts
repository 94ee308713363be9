import { readdirSync, readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "../lib/hash.ts";
import { sources } from "../lib/here.ts";
import { keep, recall } from "../lib/kept.ts";
import { lazy } from "../lib/lazy.ts";
import type { Scenario } from "./scenario.ts";
import { neededFiles, readVerbatim } from "./verbatim/read.ts";
import type { PublishedFile } from "./verbatim/spec.ts";
import { readPublished } from "./verbatim/store.ts";

/**
 * What `check` makes of a scenario's folder, kept for as long as every file that it reads, the
 * published texts and the checks themselves stay what they are; what it throws it throws each time.
 * `root` is where published texts are; null: without them.
 */
export function checkedOnce(dir: string, root: string | null, check: () => Scenario): Scenario {
  const key = keyOf(dir, root);
  if (key === null) return check();
  const kept = recall(basename(dir), key) as Scenario | undefined;
  if (kept !== undefined) return kept;
  const scenario = check();
  // Not what was written meanwhile.
  if (keyOf(dir, root) === key) keep(basename(dir), key, scenario);
  return scenario;
}

/** Null where something cannot be read: the checks say what. */
function keyOf(dir: string, root: string | null): string | null {
  try {
    const folder = [basename(dir), program(), ...filesOf(dir)];
    const texts = root === null ? [] : publishedFor(dir, folder).map((file) => readPublished(file, root));
    return sha256(JSON.stringify([...folder, root === null, ...texts.map((text) => text && sha256(text))]));
  } catch {
    return null;
  }
}

/** The files that its published text is made of; none where it declares no such text. */
function publishedFor(dir: string, folder: string[]): PublishedFile[] {
  const [name, key] = [`${basename(dir)}-published`, sha256(JSON.stringify(folder))];
  const kept = recall(name, key) as PublishedFile[] | undefined;
  if (kept !== undefined) return kept;
  const declared = readVerbatim(dir);
  const files = declared === null ? [] : neededFiles(declared).map((id) => declared.files[id]!);
  keep(name, key, files);
  return files;
}

/** Each file that a scenario is loaded from, as its name and checksum. */
function filesOf(dir: string): string[] {
  const parts = { ".": /\.(?:yaml|csv)$/, wordings: /\.md$/, rubrics: /\.md$/ };
  return Object.entries(parts).flatMap(([part, ending]) =>
    namesIn(join(dir, part))
      .filter((name) => ending.test(name))
      .flatMap((name) => [`${part}/${name}`, sha256(readFileSync(join(dir, part, name)))]),
  );
}

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
};

/** What loads and checks: the modules of this room and of `lib`, and the packages that they use. */
export const program = lazy((): string => {
  const rooms = ["scenarios", "lib"].map((room) => fileURLToPath(new URL(room, sources)));
  const modules = rooms.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: "utf8" })
      .filter((name) => /(?<!\.test|\.d)\.[jt]s$/.test(name))
      .toSorted()
      .map((name) => join(room, name)),
  );
  const packages = ["@huggingface/jinja", "papaparse", "re2js", "yaml", "zod"].map((name) =>
    findPackageJSON(name, sources),
  );
  return sha256([...modules, ...packages].map((file) => sha256(readFileSync(file!))).join());
});
