import { createReadStream } from "node:fs";
import { close, enter, isClosing, isWhole, move, openScan, skip, take } from "./json-scanner.ts";
import { utf8 } from "./utf8.ts";

/** A value inside a JSON file: the names and places that lead to it, and its text. */
export interface JsonPiece {
  path: (string | number)[];
  text: string;
  /** Bytes of the file up to the end of what was read with it. */
  end: number;
}

type Taking = { depth: number; path: (string | number)[]; parts: Buffer[] };

/**
 * The values of a JSON file at which `wanted` says yes to their path, one at a time, without
 * holding the file in memory; what is around them is passed over. Throws where the file ends before
 * its first value does, and where one of them is not UTF-8.
 */
export async function* jsonElements(
  file: string,
  wanted: (path: readonly (string | number)[]) => boolean,
): AsyncGenerator<JsonPiece> {
  const scan = openScan();
  let taking = null as Taking | null;
  let read = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    let start = 0;
    read += chunk.length;
    const end = (at: number): JsonPiece | null => {
      if (taking === null || taking.depth !== scan.open.length) return null;
      const text = utf8(Buffer.concat([...taking.parts, chunk.subarray(start, at)]), file);
      const { path } = taking;
      taking = null;
      return { path, text, end: read };
    };
    for (let i = skip(scan, chunk, 0); i < chunk.length; i = skip(scan, chunk, i + 1)) {
      const byte = chunk[i]!;
      const step = take(scan, byte);
      if (step === "") {
        move(scan);
        continue;
      }
      if (step === "begins") {
        if (taking === null && wanted(scan.path)) {
          taking = { depth: scan.open.length, path: [...scan.path], parts: [] };
          start = i;
        }
        enter(scan, byte);
        continue;
      }
      let piece = end(step === "ended" ? i : i + 1);
      if (piece !== null) yield piece;
      if (step === "ended" && isClosing(byte)) {
        close(scan);
        piece = end(i + 1);
        if (piece !== null) yield piece;
      }
      move(scan);
    }
    taking?.parts.push(chunk.subarray(start));
  }
  if (taking !== null && taking.depth === 0)
    yield { path: [], text: utf8(Buffer.concat(taking.parts), file), end: read };
  if (!isWhole(scan)) throw new Error(`${file} ends before its JSON does`);
}
