import type { IndexTable } from "../index-table.ts";
import type { Reading } from "../open-view.ts";
import type { Found } from "../said.ts";
import type { ViewTrial } from "../view-trial.ts";

/** Where the page has its trials from. */
export interface Source {
  index: IndexTable;
  /** Rejects where there is no such trial, or when it is no longer wanted. */
  trial(id: string, signal: AbortSignal): Promise<ViewTrial>;
  /**
   * Places in the list of the trials in whose replies or reasoning the words stand: again and again
   * while replies are still being read, and all of them the last time.
   */
  search(words: string, signal: AbortSignal): AsyncIterable<Found>;
}

/** What a folder without a server brings: its list, and which file has a trial. */
interface Folder {
  index: IndexTable;
  /** Trials of each file, in the list's order. */
  perFile: number;
  files: number;
}

/** What the files of such a folder put into the page. */
declare global {
  var parallaxFolder: Folder | undefined;
  var parallaxTrials: Record<number, { shown: ViewTrial; said: string }[]> | undefined;
}

/**
 * The server's, or that of the folder that the page lies in. `hear` is told how far a list is that
 * takes its time.
 */
export async function openSource(hear: (reading: Reading) => void): Promise<Source> {
  return globalThis.parallaxFolder === undefined ? served(hear) : fromFolder(globalThis.parallaxFolder);
}

async function served(hear: (reading: Reading) => void): Promise<Source> {
  let isListed = false;
  const ask = async () => {
    const reading = (await (await fetch("reading.json")).json()) as Reading;
    if (!isListed) hear(reading);
  };
  const asking = setInterval(() => void ask().catch(() => {}), 500);
  const listed = await fetch("index.json").finally(() => {
    clearInterval(asking);
    isListed = true;
  });
  if (!listed.ok) throw new Error(await listed.text());
  return {
    index: (await listed.json()) as IndexTable,
    async trial(id, signal) {
      const answer = await fetch(`trial.json?id=${encodeURIComponent(id)}`, { signal });
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.json()) as ViewTrial;
    },
    async *search(words, signal) {
      for (let wait = 100; ; wait = Math.min(2 * wait, 1000)) {
        const answer = await fetch(`search.json?q=${encodeURIComponent(words)}`, { signal });
        const found = (await answer.json()) as Found;
        yield found;
        if (found.all) return;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    },
  };
}

function fromFolder({ index, perFile, files }: Folder): Source {
  const loaded = new Map<number, Promise<void>>();
  const load = (file: number) => {
    const known = loaded.get(file);
    if (known) return known;
    const script = loadScript(`trials-${file}.js`);
    loaded.set(file, script);
    return script;
  };
  return {
    index,
    async trial(id, signal) {
      const place = index.ids.indexOf(id);
      if (place < 0) throw new Error(`no trial ${id} in this run`);
      const file = Math.floor(place / perFile);
      await load(file);
      signal.throwIfAborted();
      return globalThis.parallaxTrials![file]![place % perFile]!.shown;
    },
    async *search(words, signal) {
      const wanted = words.toLowerCase();
      const places: number[] = [];
      for (let file = 0; file < files; file++) {
        await load(file);
        signal.throwIfAborted();
        for (const [place, { said }] of globalThis.parallaxTrials![file]!.entries())
          if (said.includes(wanted)) places.push(file * perFile + place);
      }
      yield { places, all: true };
    },
  };
}

/** A file beside the page, which a page without a server may only have as a script. */
function loadScript(src: string): Promise<void> {
  const script = document.createElement("script");
  script.src = src;
  return new Promise((resolve, reject) => {
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error(`${src} is not beside this page: take the whole folder`)));
    document.head.append(script);
  });
}
