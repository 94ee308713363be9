import { statSync } from "node:fs";
import { basename, join } from "node:path";
import { checkOptions } from "../lib/check-options.ts";
import { hash } from "../lib/hash.ts";
import type { Run } from "../runner/trial.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { Entry, LeftOut } from "./exchange/exchange.ts";
import { openImport } from "./making/open-import.ts";
import { oursOf, type Ours } from "./making/ours.ts";
import { applyMapping, type Fallback } from "./mapping/apply.ts";
import { placeOf } from "./mapping/asker.ts";
import { lookUp } from "./mapping/look-up.ts";
import { fillMapping, type FilledMapping, type Mapping } from "./mapping/mapping.ts";
import { withOwnNames } from "./mapping/own-names.ts";
import { openUnmet } from "./mapping/unmet.ts";
import { filesOf, readFiles } from "./readers/read-source.ts";

export interface ImportOptions {
  /**
   * A scenario of ours that the replies answer, by id, folder or itself; else one is made of what
   * the source says.
   */
  scenario?: string | Scenario;
  /** Id of the scenario's wording whose readings fit the replies. */
  as?: string;
  /** The outcome that leads; else the first. */
  headline?: string;
  /** Folder of the run that it becomes; `out/imports/…`. */
  dir?: string;
  /** Called for each conversation. */
  onProgress?: (progress: ImportProgress) => void;
}

/** How an import is getting on. */
export interface ImportProgress {
  conversations: number;
  file: string;
  /** Of the source's bytes, from 0 to 1. */
  share: number;
  ended: boolean;
}

/** A run made of replies from elsewhere, and what of the source is not in it. */
export interface Imported {
  run: Run;
  leftOut: LeftOut[];
}

/**
 * Makes a run of replies that were paid for elsewhere: files and folders of Inspect, Petri, Bloom,
 * promptfoo, provider batches, or any JSON, JSON lines, CSV or YAML by a mapping from our keys to
 * theirs. Graded, labelled and shown like any other run; what nobody knows is null. Throws where
 * the mapping does not fit, naming file, entry, field and what it found; nothing is left behind
 * then.
 *
 * @example
 * await writeFile("log.jsonl", JSON.stringify({ out: "I hold.", arm: "published" }));
 * await interop.importReplies(
 *   "log.jsonl",
 *   { reply: "out", arm: "arm", model: "=openai/gpt-4o" },
 *   { dir: "out/log" },
 * )
 */
export async function importReplies(
  source: string | readonly string[],
  mapping: Mapping = {},
  options: ImportOptions = {},
): Promise<Run> {
  checkOptions("importReplies", options, { scenario: true, as: true, headline: true, dir: true, onProgress: true });
  return (await importSource([source].flat(), mapping, options)).run;
}

/** {@link importReplies}, with what was left out. */
export async function importSource(
  sources: readonly string[],
  mapping: Mapping,
  options: ImportOptions = {},
): Promise<Imported> {
  const filled = fillMapping(mapping);
  const ours = options.scenario === undefined ? null : oursOf(options.scenario, options.as);
  const leftOut: LeftOut[] = [];
  const files = filesOf(sources);
  const dir = options.dir ?? join("out", "imports", hash([files, mapping, options.scenario ?? null]).slice(0, 12));
  await using making = await openImport(dir, ours);
  const fallback = fallbackOf(ours, sources);
  const [unmet, shareOf] = [openUnmet(filled), sharesOf(files)];
  let [conversations, last] = [0, ""];
  for await (const { entry, plain } of withoutHeaders(
    readFiles({ files, isRecord: recordBy(filled), seen: new Set(), leave: (left) => leftOut.push(left) }),
    filled,
    leftOut,
  )) {
    const named = plain ? withOwnNames(filled, entry.record) : filled;
    unmet.see(entry);
    await making.add(applyMapping(entry, named, fallback));
    last = entry.file;
    options.onProgress?.({ conversations: ++conversations, file: last, share: shareOf(entry), ended: false });
  }
  unmet.check();
  const run = await making.finish(options.headline);
  options.onProgress?.({ conversations, file: last, share: 1, ended: true });
  return { run, leftOut };
}

/** How much of all files has been read when an entry has; of a file that does not say, none. */
function sharesOf(files: readonly string[]): (entry: Entry) => number {
  const before = new Map<string, { start: number; size: number }>();
  let total = 0;
  for (const file of files) {
    const { size } = statSync(file);
    before.set(file, { start: total, size });
    total += size;
  }
  return ({ file, through = 0 }) => {
    const { start, size } = before.get(file)!;
    return total === 0 ? 1 : Math.min(1, (start + through * size) / total);
  };
}

function fallbackOf(ours: Ours | null, sources: readonly string[]): Fallback {
  const name = sources.length === 1 ? basename(sources[0]!).replace(/\.[^.]+$/, "") : "imported";
  if (ours === null) return { source: name, wordingOf: (arm) => arm };
  const { scenario, base } = ours;
  return { scenario: scenario.id, source: name, arm: base.arm, wordingOf: (arm) => (arm === base.arm ? base.id : arm) };
}

/** Whether a value has what a reply is read from, as far as a path says where that is. */
function recordBy(mapping: FilledMapping): (value: unknown) => boolean {
  const first = [...mapping].find(([key, { from }]) => key.startsWith("reply") && from !== undefined)?.[1];
  const path = first?.from ?? mapping.get("said")?.from ?? "reply";
  return (value) => path.startsWith("=") || lookUp(value, path) !== undefined;
}

/**
 * Without a file's first record, where it has none of what the reply is read from and the next has.
 */
async function* withoutHeaders(
  entries: AsyncIterable<{ entry: Entry; plain: boolean }>,
  mapping: FilledMapping,
  leftOut: LeftOut[],
) {
  const isRecord = recordBy(mapping);
  const lacks = ({ record }: Entry) => !isRecord(record);
  let held: { entry: Entry; plain: boolean } | null = null;
  let file = "";
  for await (const each of entries) {
    const first = each.entry.file !== file;
    file = each.entry.file;
    if (held !== null) {
      if (first || lacks(each.entry)) yield held;
      else leftOut.push({ place: placeOf(held.entry), reason: "a header, not a reply" });
      held = null;
    }
    if (first && each.plain && lacks(each.entry)) held = each;
    else yield each;
  }
  if (held !== null) yield held;
}
