import { textPlaces } from "../lib/text-places.ts";
import type { Place } from "./journal/open-frames.ts";

/** Where the lines of each trial are in a journal, in some 50 bytes a reply. */
export interface LinePlaces {
  add(trial: string, place: Place): void;
  /**
   * In the order they were added. Once in 10^19 pairs of trials another's are among them, so that
   * each line must be asked which it is of.
   */
  of(trial: string): Place[];
}

const fresh = 1 << 10;

/** No lines yet. */
export function linePlaces(): LinePlaces {
  const trials = textPlaces();
  let [first, last, next] = [new Int32Array(fresh), new Int32Array(fresh), new Int32Array(fresh)];
  let [frames, lengths, starts] = [new Int32Array(fresh), new Float64Array(fresh), new Float64Array(fresh)];
  let count = 0;
  return {
    add(text, { frame, at, length }) {
      if (count + 1 >= next.length) {
        next = longer(next);
        [frames, lengths, starts] = [longer(frames), longer(lengths), longer(starts)];
      }
      const trial = trials.add(text);
      if (trial >= first.length) [first, last] = [longer(first), longer(last)];
      // Lines are numbered from 1: 0 is none.
      const line = ++count;
      [frames[line], lengths[line], starts[line]] = [frame ?? -1, length, at];
      if (first[trial] === 0) first[trial] = line;
      else next[last[trial]!] = line;
      last[trial] = line;
    },
    of(text) {
      const trial = trials.find(text);
      const found: Place[] = [];
      for (let line = trial < 0 ? 0 : first[trial]!; line > 0; line = next[line]!)
        found.push({ frame: frames[line]! < 0 ? null : frames[line]!, at: starts[line]!, length: lengths[line]! });
      return found;
    },
  };
}

function longer<T extends Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>>(array: T): T {
  const more = new (array.constructor as new (length: number) => T)(2 * array.length);
  more.set(array);
  return more;
}
