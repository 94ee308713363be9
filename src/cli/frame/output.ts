import { closeSync, mkdirSync, openSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { plainText } from "../../lib/escape.ts";
import { fitLines } from "../../lib/fit-lines.ts";
import { writeWhole } from "../../lib/whole.ts";
import type { Result, Show } from "./command.ts";

/** Where a command's words go, and what is left out of them. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Characters a line, for help. */
  width: number;
  /** Characters a line where a person looks on, who is shown no line that is longer. */
  fit?: { out?: number | undefined; err?: number | undefined };
  /** What is not to be quoted is taken out of all that is shown. */
  filter(text: string): string;
}

/** Shows results on stdout, or in a file; as text, or as JSON. */
export function shower(terminal: Terminal, { json, out }: { json: boolean; out: string | undefined }): Show {
  return (result) => {
    const shown = json ? plainJson : plainText;
    const columns = json ? undefined : terminal.fit?.out;
    const fitted = (part: string) => (columns === undefined ? part : fitLines(part, columns));
    if (out === undefined) {
      for (const part of partsOf(result, json)) terminal.out(`${fitted(shown(terminal.filter(part)))}\n`);
      return;
    }
    mkdirSync(dirname(resolve(out)), { recursive: true });
    const put = (file: string, mode?: number) => {
      const opened = openSync(file, "w", mode);
      try {
        for (const part of partsOf(result, json)) writeFileSync(opened, `${shown(terminal.filter(part))}\n`);
      } finally {
        closeSync(opened);
      }
    };
    const mode = statSync(out, { throwIfNoEntry: false })?.mode;
    writeWhole(out, "", (unfinished) => put(unfinished, mode));
    terminal.err(`written to ${out}\n`);
  };
}

function* partsOf({ text, json }: Result, asJson: boolean): Generator<string> {
  if (asJson) yield* jsonParts(json());
  else if (typeof text !== "string") yield* text;
  else if (text !== "") yield text;
}

/** JSON in parts where it is a list: of a large file it is longer than a string may be. */
function* jsonParts(value: unknown): Generator<string> {
  if (!Array.isArray(value)) return yield JSON.stringify(value, null, 2);
  yield "[";
  for (const [i, each] of value.entries())
    yield `${JSON.stringify(each, null, 2).replace(/^/gm, "  ")}${i < value.length - 1 ? "," : ""}`;
  yield "]";
}

/**
 * JSON of the same value, with what JSON leaves of characters that steer a terminal spelled out.
 */
const plainJson = (part: string): string =>
  part.replace(
    /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
