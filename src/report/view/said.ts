import { setImmediate as turn } from "node:timers/promises";
import { readJournal } from "../../runner/journal/read-journal.ts";

/** Where words stand, of the trials that were read so far. */
export interface Found {
  /** Places in the list. */
  places: number[];
  /** Whether all was read. */
  all: boolean;
}

/** What was replied in a run, read bit by bit while it is looked at. */
export interface Said {
  /** Looks in what was read so far, whatever the case. Throws what ended the reading. */
  find(words: string): Found;
  /** Resolves when all was read, or reading failed. */
  read: Promise<void>;
  close(): void;
}

/**
 * Begins to read what was replied in each trial, reasoning included, in lower case: what many
 * trials said alike is held once. `listed` gives the place in the list of each trial, by its id.
 */
export function readSaid(dir: string, listed: () => ReadonlyMap<string, number>): Said {
  const texts: string[] = [];
  const known = new Map<string, number>();
  // Pairs of a trial's place in the list and a text of its, as they come.
  let [places, codes] = [new Int32Array(1 << 10), new Int32Array(1 << 10)];
  let [count, length, isRead, isClosed] = [0, 0, false, false];
  let failure: unknown = null;
  let last: { words: string; upTo: number; texts: number[] } | null = null;
  const add = (place: number, text: string) => {
    let code = known.get(text);
    if (code === undefined) {
      code = texts.push(text) - 1;
      known.set(text, code);
    }
    if (count === places.length) [places, codes] = [twice(places), twice(codes)];
    [places[count], codes[count]] = [place, code];
    count++;
  };
  const read = async () => {
    await turn();
    const placeOf = listed();
    length = placeOf.size;
    for await (const line of readJournal(dir)) {
      if (isClosed) return;
      if (line.kind !== "reply") continue;
      const place = placeOf.get(line.trial);
      const { text, reasoning } = line.reply;
      if (place !== undefined) add(place, (reasoning ? `${text}\n${reasoning}` : text).toLowerCase());
    }
    isRead = true;
    known.clear();
  };
  return {
    read: read().catch((error: unknown) => void (failure = error)),
    find(asked) {
      if (failure !== null) throw failure;
      const words = asked.toLowerCase();
      // Of what had the beginning of these words, only that can have them; the rest is new.
      const before = last !== null && words.includes(last.words) ? last : { upTo: 0, texts: [] };
      const having = before.texts.filter((code) => texts[code]!.includes(words));
      for (let code = before.upTo; code < texts.length; code++) if (texts[code]!.includes(words)) having.push(code);
      last = { words, upTo: texts.length, texts: having };
      const has = new Uint8Array(texts.length);
      for (const code of having) has[code] = 1;
      const fit = new Uint8Array(length);
      for (let at = 0; at < count; at++) if (has[codes[at]!] === 1) fit[places[at]!] = 1;
      const found: number[] = [];
      for (let place = 0; place < length; place++) if (fit[place] === 1) found.push(place);
      return { places: found, all: isRead };
    },
    close: () => void (isClosed = true),
  };
}

function twice(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const more = new Int32Array(2 * array.length);
  more.set(array);
  return more;
}
