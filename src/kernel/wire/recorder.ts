import type { Entry, History } from "./history.ts";
import { log } from "./log.ts";
import type { Content } from "./message.ts";

/** A history that opens when first needed, off the way of a starting kernel. */
export interface Recorder {
  add(line: number, source: string, output: string | null): void;
  find(request: Content): Promise<Entry[]>;
  /** Resolves when all that was added is written. */
  flush(): Promise<void>;
}

/** ms after which it opens, so that the reply to a first cell has left. */
const pause = 50;

/** Where the file cannot be had, this kernel's history is kept in memory, and its log says so. */
export function recorder(file: string): Recorder {
  let opened: Promise<History> | null = null;
  const open = async (): Promise<History> => {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const { openHistory } = await import("./history.ts");
    try {
      return openHistory(file);
    } catch (error) {
      log(`history is kept for this kernel only, as ${file} cannot be opened: ${error}`);
      return openHistory(":memory:");
    }
  };
  const history = () => (opened ??= open());
  return {
    add: (line, source, output) =>
      void history()
        .then((history) => history.add(line, source, output))
        .catch((error) => log(`a cell is missing from the history: ${error}`)),
    find: async (request) => (await history()).find(request),
    flush: async () => (await opened)?.flush(),
  };
}
