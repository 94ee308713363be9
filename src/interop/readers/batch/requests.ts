import { closeSync, openSync, readSync } from "node:fs";
import type { ReaderContext } from "../reader.ts";
import { asks, batchLines, type BatchRequest } from "./lines.ts";

/** A request, and the file that it is in. */
export interface Asked {
  file: string;
  request: BatchRequest;
}

/**
 * The requests of a source's batches, found by their id; where they are in JSON lines, read when
 * asked for.
 */
export interface Requests {
  files: Set<string>;
  /** All that go by an id: several batches may use the same ids. */
  of(id: string): Asked[];
}

const known = new WeakMap<ReaderContext, Promise<Requests>>();

export function requestsOf(context: ReaderContext, candidates: readonly string[]): Promise<Requests> {
  const there = known.get(context) ?? find(candidates);
  known.set(context, there);
  return there;
}

type Place = { file: string; start: number; end: number } | Asked;

async function find(candidates: readonly string[]): Promise<Requests> {
  const places = new Map<string, Place[]>();
  const files = new Set<string>();
  for (const file of candidates) {
    if (!(await asks(file))) continue;
    files.add(file);
    let start = 0;
    for await (const { value, end } of batchLines<BatchRequest>(file)) {
      const place = /\.json$/i.test(file) ? { file, request: value } : { file, start, end };
      places.set(value.custom_id, [...(places.get(value.custom_id) ?? []), place]);
      start = end;
    }
  }
  return { files, of: (id) => (places.get(id) ?? []).map((place) => ("request" in place ? place : readAgain(place))) };
}

function readAgain({ file, start, end }: { file: string; start: number; end: number }): Asked {
  const opened = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(end - start);
    const text = bytes.subarray(0, readSync(opened, bytes, 0, bytes.length, start)).toString();
    return { file, request: JSON.parse(text.replace(/^\uFEFF/, "")) as BatchRequest };
  } finally {
    closeSync(opened);
  }
}
