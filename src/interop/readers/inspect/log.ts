import { statSync } from "node:fs";
import { jsonElements } from "../../../lib/json-elements.ts";
import { parseLooseJson } from "../../../lib/loose-json.ts";
import { openZipEntries, type ZipEntry } from "../../../lib/zip-entries.ts";
import type { LogHeader, Sample } from "./shapes.ts";

/** A sample where it stands in a log. */
interface Placed {
  /** What tells it from others of the log: its id and epoch. */
  name: string;
  /** How much of the log there is up to its end, from 0 to 1. */
  through: number;
  read(): Sample;
}

/** A log of Inspect, of either format. */
export interface Log {
  header(): Promise<LogHeader>;
  /** Names of the samples that it has, without reading them. */
  names(): AsyncGenerator<string>;
  /** Its samples, one at a time; of several of one name, the last that was written. */
  samples(): AsyncGenerator<Placed>;
}

/** Whether a file is a log of Inspect, by its name and beginning. */
export const isLog = (file: string, beginning: string): boolean =>
  /\.eval$/i.test(file) ||
  (/^\s*\{/.test(beginning) && /"eval"\s*:\s*\{/.test(beginning) && /"(?:task_id|run_id|eval_id)"\s*:/.test(beginning));

export const openLog = (file: string): Log => (/\.json$/i.test(file) ? jsonLog(file) : zipLog(file));

const SAMPLE = /^samples\/(.+_epoch_\d+)\.json$/s;
const CHUNK = /_epoch_\d+\/(?:sample|skeleton)\.json$/;

function zipLog(file: string): Log {
  return {
    async *names() {
      using zip = await openZipEntries(file);
      yield* placesIn(file, zip.entries).keys();
    },
    async header() {
      using zip = await openZipEntries(file);
      const entryOf = (name: string) => zip.entries.findLast((entry) => entry.name === name);
      const whole = entryOf("header.json");
      if (whole) return parsed(file, whole) as LogHeader;
      const begun = entryOf("_journal/start.json");
      if (begun === undefined)
        throw new Error(
          `${file} is a zip file, and no log of Inspect: neither header.json nor _journal/start.json is in it`,
        );
      const header = parsed(file, begun) as LogHeader;
      return { ...header, status: header.status ?? "started" };
    },
    async *samples() {
      using zip = await openZipEntries(file);
      const places = placesIn(file, zip.entries);
      let place = 0;
      for (const [name, entry] of places)
        yield { name, through: ++place / places.size, read: () => parsed(file, entry) as Sample };
    },
  };
}

/** The entry of each sample; of several under one name, the last. */
function placesIn(file: string, entries: readonly ZipEntry[]): Map<string, ZipEntry> {
  const places = new Map<string, ZipEntry>();
  for (const entry of entries) {
    if (CHUNK.test(entry.name))
      throw new Error(
        `${file} holds its samples in chunks, which Inspect itself cannot read back: write it again as it was before, or export it as .json`,
      );
    const name = SAMPLE.exec(entry.name)?.[1];
    if (name === undefined) continue;
    places.delete(name);
    places.set(name, entry);
  }
  return places;
}

function parsed(file: string, entry: ZipEntry): unknown {
  try {
    return parseLooseJson(entry.read().toString());
  } catch (cause) {
    throw new Error(`${file}, ${entry.name} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function jsonLog(file: string): Log {
  const heads = ["version", "status", "eval", "results", "error"];
  async function* samples(): AsyncGenerator<Placed> {
    const { size } = statSync(file);
    for await (const { text, end } of jsonElements(file, (path) => path.length === 2 && path[0] === "samples")) {
      const sample = parseLooseJson(text) as Sample;
      yield { name: `${sample.id}_epoch_${sample.epoch}`, through: end / size, read: () => sample };
    }
  }
  return {
    samples,
    async *names() {
      for await (const { name } of samples()) yield name;
    },
    async header() {
      const header: Record<string, unknown> = {};
      for await (const { path, text } of jsonElements(file, (at) => at.length === 1 && heads.includes(String(at[0]))))
        header[String(path[0])] = parseLooseJson(text);
      return header as unknown as LogHeader;
    },
  };
}
