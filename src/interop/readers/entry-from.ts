import type { Entry } from "../exchange/exchange.ts";
import { isOwn, ownKnown } from "../own/own-known.ts";

/**
 * A record as an entry. A row of an export of this project is a whole trial, or goes on with the
 * one before, and then is none. `through` is how much of the file has been read, from 0 to 1.
 */
export function entryFrom(file: string, at: string, record: unknown, through: number): Entry | null {
  const carried = ownIn(record);
  if (carried === "goes on") return null;
  return { file, at, record, through, known: carried === null ? { replies: [], scores: [] } : ownKnown(carried) };
}

function ownIn(record: unknown) {
  if (typeof record !== "object" || record === null || !("record" in record)) return null;
  const { record: carried, ...rest } = record;
  if (typeof carried === "string" && carried.startsWith("{")) {
    const record: unknown = JSON.parse(carried);
    return isOwn(record) ? record : null;
  }
  const isEmpty = carried === null || carried === undefined || carried === "";
  return isEmpty && (Object.keys(rest).length === 0 || "replyHash" in rest) ? ("goes on" as const) : null;
}
