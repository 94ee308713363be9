import { stopOf } from "../../models/stop-reason.ts";
import type { Stop } from "../../models/model.ts";

const known: Record<string, Stop> = { malformed: "malformed", other: "other", unknown: "other", pauseturn: "other" };

/**
 * How a reply ended by its source's word; null where there is none. Throws on a word that nobody
 * knows.
 */
export function stopWord(word: unknown): Stop | null {
  if (word === null || word === undefined || word === "") return null;
  if (typeof word === "string") {
    const found = known[word.toLowerCase().replace(/[^a-z]/g, "")] ?? stopOf("the source", word);
    if (found !== "other" || known[word.toLowerCase().replace(/[^a-z]/g, "")] !== undefined) return found;
  }
  throw new Error(
    `no stop word ${JSON.stringify(word)}: expected one such as stop, length, refusal or content_filter; say what it stands for by values: { ${String(word)}: end }`,
  );
}
