import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { madeWhole } from "../lib/whole.ts";
import { reasonOf } from "../lib/in-words.ts";
import { readLines } from "../lib/jsonl.ts";
import type { Reply, ToolCall } from "../models/model.ts";
import { unspoiled } from "../scenarios/unspoiled.ts";
import { readJournal } from "./journal/read-journal.ts";
import { readManifest } from "./manifest.ts";
import type { Identity } from "./key.ts";
import type { Run } from "./trial.ts";

/** A file of replies that a run can be replayed from without keys, weights or network. */
export interface Cassette {
  models: Identity[];
  get(key: string): Reply | null;
}

type Line = { kind: "cassette"; models: Identity[] } | { key: string; canary?: string; reply: Reply };

/**
 * Writes the replies of a run, or of several, to a cassette: JSON lines, the models first, then
 * `{key, canary, reply}` in order of key, so that the same replies give the same file; what a reply
 * quotes of a wording is redacted as {@link unspoiled} says. Replaces the file as a whole. Returns
 * how many replies it holds.
 *
 * @example
 * await exportCassette(ran, "out/insider-trading.jsonl")
 */
export async function exportCassette(
  runs: Pick<Run, "dir"> | readonly Pick<Run, "dir">[],
  file: string,
): Promise<number> {
  const models = new Map<string, Identity>();
  const replies = new Map<string, string>();
  for (const { dir } of [runs].flat()) {
    for (const model of (await readManifest(dir)).models) models.set(JSON.stringify(model), model);
    for await (const line of readJournal(dir)) {
      if (line.kind !== "reply" || replies.has(line.key)) continue;
      const { key, canary, reply } = line;
      replies.set(key, JSON.stringify({ key, canary, reply: withoutWordings(reply) }));
    }
  }
  const head: Line = { kind: "cassette", models: [...models.values()] };
  const lines = [JSON.stringify(head), ...[...replies.keys()].sort().map((key) => replies.get(key))];
  await mkdir(dirname(file), { recursive: true });
  await madeWhole(file, (unfinished) =>
    pipeline(Readable.from(lines.map((line) => `${line}\n`)), createWriteStream(unfinished)),
  );
  return replies.size;
}

/** A reply as a cassette has it. */
export function withoutWordings(reply: Reply): Reply {
  const { text, reasoning, stopDetail, calls } = reply;
  const orNull = (each: string | null) => (each === null ? null : unspoiled(each));
  const plain = { ...reply, text: unspoiled(text), reasoning: orNull(reasoning), stopDetail: orNull(stopDetail) };
  return calls === undefined ? plain : { ...plain, calls: calls.map(callWithoutWordings) };
}

function callWithoutWordings({ name, arguments: args }: ToolCall): ToolCall {
  if (typeof args === "string") return { name, arguments: unspoiled(args) };
  const values = Object.entries(args).map(([key, value]) => [
    key,
    typeof value === "string" ? unspoiled(value) : value,
  ]);
  return { name, arguments: Object.fromEntries(values) as Record<string, unknown> };
}

/** Opens a cassette. Throws, naming the file, when it is absent or not one. */
export async function openCassette(file: string): Promise<Cassette> {
  const replies = new Map<string, Reply>();
  let models: Identity[] | null = null;
  try {
    for await (const line of readLines<Line>(file)) {
      if (!("kind" in line)) replies.set(line.key, line.reply);
      else if (line.kind === "cassette") models = line.models;
    }
  } catch (cause) {
    throw new Error(`cannot read the cassette ${file}: ${reasonOf(cause)}`, { cause });
  }
  if (models === null) throw new Error(`${file} is not a cassette: write one with exportCassette(run, file)`);
  return { models, get: (key) => replies.get(key) ?? null };
}
