import { inWords } from "../../lib/in-words.ts";
import { plainText } from "../../lib/escape.ts";

/**
 * What an error means to who typed the command; a fault of this program says so, and where it is.
 */
export function explain(error: unknown): string {
  const said = plainText(inWords(error)).trimEnd();
  return isFault(error) ? `a fault in Parallax itself${placeOf(error as Error)}: ${said}; please report it` : said;
}

/** Whether the language threw it, and nobody on purpose: nobody's message is worded so. */
function isFault(error: unknown): boolean {
  if (error instanceof ReferenceError) return true;
  if (!(error instanceof Error)) return false;
  if ("code" in error && String(error.code).startsWith("ERR_")) return true;
  if (error instanceof RangeError)
    return /^(Maximum call stack|Invalid (array|string|typed array) length)/.test(error.message);
  return (
    error instanceof TypeError &&
    !("cause" in error) &&
    /is not (a function|iterable|a constructor|defined)|^Cannot (read|set|convert|destructure|mix)|undefined|null/.test(
      error.message,
    )
  );
}

function placeOf({ stack = "" }: Error): string {
  const place = /((?:src|dist)\/[^\s:()]+:\d+)/.exec(stack)?.[1];
  return place === undefined ? "" : ` (${place})`;
}
