import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const SIZE = 1 << 19;

/** A file that is read here and there, mostly onwards: what is near is read with it. */
export interface Window extends Disposable {
  /** Bytes of the file. */
  size: number;
  /** So many bytes from a place on. Throws where the file ends before. */
  at(place: number, length: number): Buffer;
}

export function openWindow(file: string): Window {
  const opened = openSync(file, "r");
  const { size } = fstatSync(opened);
  const held = Buffer.allocUnsafe(Math.min(SIZE, size));
  let [from, to] = [0, 0];
  const fill = (into: Buffer, place: number): number => {
    let got = 0;
    while (got < into.length) {
      const more = readSync(opened, into, got, into.length - got, place + got);
      if (more === 0) break;
      got += more;
    }
    return got;
  };
  return {
    size,
    at(place, length) {
      if (place + length > size) throw new Error("the file ends before it should");
      if (length > held.length / 2) {
        const whole = Buffer.allocUnsafe(length);
        if (fill(whole, place) < length) throw new Error("the file was cut meanwhile");
        return whole;
      }
      if (place < from || place + length > to) {
        from = place;
        to = place + fill(held, place);
      }
      if (place + length > to) throw new Error("the file was cut meanwhile");
      return held.subarray(place - from, place - from + length);
    },
    [Symbol.dispose]: () => closeSync(opened),
  };
}
