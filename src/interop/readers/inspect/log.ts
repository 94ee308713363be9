import { jsonElements } from "../../../lib/json-elements.ts";
import { parseLooseJson } from "../../../lib/loose-json.ts";
import { zipEntries, type ZipEntry } from "../../../lib/zip-entries.ts";
import type { LogHeader, Sample } from "./shapes.ts";

/** A sample where it stands in a log. */
interface Placed {
  /** What tells it from others of the log: its id and epoch. */
  name: string;
  read(): Promise<Sample>;
}

/** A log of Inspect, of either format. */
export interface Log {
  header(): Promise<LogHeader>;
  /** Names of the samples that it has, without reading them. */
  names(): AsyncGenerator<string>;
  /** Its samples, one at a time; of several of one name, the last that was written. */
  samples(): AsyncGenerator<Placed>;
}

export const openLog = (file: string): Log => (/\.json$/i.test(file) ? jsonLog(file) : zipLog(file));

const SAMPLE = /^samples\/(.+_epoch_\d+)\.json$/s;
const CHUNK = /_epoch_\d+\/(?:sample|skeleton)\.json$/;

function zipLog(file: string): Log {
  async function* names(): AsyncGenerator<string> {
    for await (const { name } of zipEntries(file)) {
      if (CHUNK.test(name))
        throw new Error(
          `${file} holds its samples in chunks, which Inspect itself cannot read back: write it again as it was before, or export it as .json`,
        );
      const found = SAMPLE.exec(name)?.[1];
      if (found !== undefined) yield found;
    }
  }
  return {
    names,
    async header() {
      let begun: LogHeader | null = null;
      for await (const entry of zipEntries(file)) {
        if (entry.name === "header.json") return (await parsed(file, entry)) as LogHeader;
        if (entry.name === "_journal/start.json") begun = (await parsed(file, entry)) as LogHeader;
      }
      if (begun === null)
        throw new Error(
          `${file} is a zip file, and no log of Inspect: neither header.json nor _journal/start.json is in it`,
        );
      return { ...begun, status: begun.status ?? "started" };
    },
    async *samples() {
      const last = new Map<string, number>();
      let place = 0;
      for await (const name of names()) last.set(name, place++);
      place = 0;
      for await (const entry of zipEntries(file)) {
        const name = SAMPLE.exec(entry.name)?.[1];
        if (name === undefined || last.get(name) !== place++) continue;
        yield { name, read: async () => (await parsed(file, entry)) as Sample };
      }
    },
  };
}

async function parsed(file: string, entry: ZipEntry): Promise<unknown> {
  try {
    return parseLooseJson((await entry.read()).toString());
  } catch (cause) {
    throw new Error(`${file}, ${entry.name} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function jsonLog(file: string): Log {
  const heads = ["version", "status", "eval", "results", "error"];
  async function* samples(): AsyncGenerator<Placed> {
    for await (const { text } of jsonElements(file, (path) => path.length === 2 && path[0] === "samples")) {
      const sample = parseLooseJson(text) as Sample;
      yield { name: `${sample.id}_epoch_${sample.epoch}`, read: () => Promise.resolve(sample) };
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
