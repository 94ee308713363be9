import { createReadStream } from "node:fs";
import { utf8 } from "./utf8.ts";

const NEWLINE = 10;

/** A line of a text file, without its end, and its number from 1. */
export interface TextLine {
  text: string;
  number: number;
  /** Bytes of the file up to its end. */
  end: number;
}

/**
 * The lines of a file in UTF-8 that are not blank, one at a time. Only a line feed ends a line,
 * with or without a carriage return; a byte-order mark is no part of the first. Throws where it is
 * not UTF-8.
 */
export async function* textLines(file: string): AsyncGenerator<TextLine> {
  let [number, read] = [0, 0];
  let rest: Buffer[] = [];
  const lineOf = (bytes: Buffer): TextLine | null => {
    number++;
    read += bytes.length + 1;
    const text = utf8(bytes, file).replace(/\r$/, "");
    const content = number === 1 ? text.replace(/^\uFEFF/, "") : text;
    return content.trim() === "" ? null : { text: content, number, end: read };
  };
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const line = lineOf(Buffer.concat([...rest, chunk.subarray(start, end)]));
      rest = [];
      start = end + 1;
      if (line !== null) yield line;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  }
  const last = rest.length === 0 ? null : lineOf(Buffer.concat(rest));
  if (last !== null) yield last;
}
