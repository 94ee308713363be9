import { readString } from "./read-string.ts";

/**
 * A piece of Python: a text literal with what it says, a name, any other sign as it is written, or
 * the end of a logical line. `column` is where a line's first piece stands, else null.
 */
export interface Token {
  kind: "text" | "name" | "sign" | "end";
  value: string;
  line: number;
  column: number | null;
}

const blank = /(?:[ \t\f\r]|\\\r?\n|#[^\n]*)+/y;
const string = /([A-Za-z]{0,2})('''|"""|'|")/y;
const name = /[\p{L}_][\p{L}\p{N}_]*/uy;
const sign = /\d[\w.]*|[-+*/%&|^@:<>=!]?=|[^\n]/uy;

/**
 * The pieces of a Python file, comments and white space left out. Within brackets a line feed ends
 * nothing. Throws on a string that does not end, with its line.
 */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let [at, line, depth, lineStart] = [0, 1, 0, 0];
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };
  const keep = (kind: Token["kind"], value: string, written: string) => {
    const first = tokens.length === 0 || tokens.at(-1)!.kind === "end";
    tokens.push({ kind, value, line, column: first ? at - lineStart : null });
    line += written.split("\n").length - 1;
    at += written.length;
  };
  while (at < source.length) {
    const space = match(blank);
    if (space) {
      line += space[0].split("\n").length - 1;
      at += space[0].length;
      continue;
    }
    if (source[at] === "\n") {
      if (depth === 0 && tokens.length > 0 && tokens.at(-1)!.kind !== "end") keep("end", "", "");
      line++;
      lineStart = ++at;
      continue;
    }
    const quoted = match(string);
    if (quoted) {
      const { written, text } = readString(source, at, quoted[1]!, quoted[2]!, line);
      keep(text === null ? "sign" : "text", text ?? written, written);
      continue;
    }
    const word = match(name);
    const piece = (word ?? match(sign))![0];
    if ("([{".includes(piece)) depth++;
    else if (")]}".includes(piece)) depth = Math.max(0, depth - 1);
    keep(word ? "name" : "sign", piece, piece);
  }
  keep("end", "", "");
  return tokens;
}
