import { closeSync, openSync } from "node:fs";
import { jsonElements } from "../../../lib/json-elements.ts";
import { locateLines, readLine } from "../../../lib/jsonl.ts";
import type { ReaderContext } from "../reader.ts";

/** A request of a batch: Anthropic's has `params`, OpenAI's `body`. */
export interface BatchRequest {
  custom_id: string;
  params?: Record<string, unknown>;
  body?: Record<string, unknown>;
}

/**
 * The requests of a source's batches, found by their id; where they are in JSON lines, read when
 * asked for.
 */
export interface Requests {
  files: Set<string>;
  of(id: string): BatchRequest | undefined;
}

const known = new WeakMap<ReaderContext, Promise<Requests>>();

export function requestsOf(context: ReaderContext, isRequests: (file: string) => boolean): Promise<Requests> {
  const there = known.get(context) ?? find(context.files.filter(isRequests));
  known.set(context, there);
  return there;
}

async function find(files: readonly string[]): Promise<Requests> {
  const places = new Map<string, { file: string; at: number; length: number } | BatchRequest>();
  for (const file of files) {
    if (/\.json$/i.test(file))
      for await (const { text } of jsonElements(file, (path) => typeof path.at(-1) === "number" && path.length <= 2)) {
        const request = JSON.parse(text) as BatchRequest;
        if (typeof request?.custom_id === "string") places.set(request.custom_id, request);
      }
    else
      for await (const { value, at, length } of locateLines<BatchRequest>(file))
        places.set(value.custom_id, { file, at, length });
  }
  return {
    files: new Set(files),
    of(id) {
      const place = places.get(id);
      if (place === undefined || "custom_id" in place) return place;
      const opened = openSync(place.file, "r");
      try {
        return readLine<BatchRequest>(opened, place);
      } finally {
        closeSync(opened);
      }
    },
  };
}
