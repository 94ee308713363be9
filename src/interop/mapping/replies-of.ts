import { described } from "../../lib/described.ts";
import { partThoughts } from "../../models/part-thoughts.ts";
import { plainReply, type Replied } from "../exchange/exchange.ts";
import type { Asker } from "./asker.ts";
import { lastMessage } from "./last-message.ts";
import { readCalls } from "./read-calls.ts";
import { readSaid } from "./read-said.ts";
import { stopWord } from "./stop-word.ts";

/**
 * The replies of an entry: the tool's own with what the mapping says over the last, or those under
 * `reply` or `reply.NAME`, or the last of the messages under `said`.
 */
export function repliesOf(asker: Asker): Replied[] {
  const { entry, mapping, fail } = asker;
  const named = [...mapping.keys()].filter((key) => key.startsWith("reply."));
  if (named.length > 0) return namedReplies(asker, named);
  const known = entry.known.replies;
  if (known.length === 0 && (entry.known.error !== undefined || !asksForReply(asker))) {
    if (entry.known.error !== undefined) return [];
    throw fail("reply", "nothing says where the reply stands: --map reply=PATH");
  }
  const last = known.at(-1) ?? plainReply("");
  const before = mapping.has("said") ? [] : known.slice(0, -1);
  return [...before, withMapped(asker, last)];
}

const asksForReply = ({ mapping }: Asker): boolean =>
  ["reply", "reasoning", "said", "calls"].some((key) => mapping.get(key)?.from !== undefined);

function withMapped(asker: Asker, reply: Replied): Replied {
  const { ask, mapping } = asker;
  const has = (key: string) => mapping.get(key)?.from !== undefined;
  const read = <T>(key: string, reads: (value: unknown) => T, otherwise: T): T => {
    return has(key) ? asker.under(key, () => reads(ask(key))) : otherwise;
  };
  const said = read("said", readSaid, reply.said);
  const last = said.at(-1);
  const taken = has("said") && last?.role === "assistant" && !(has("reply") && ask("reply") !== last.content);
  const text = has("reply") ? replyText(asker, "reply") : taken ? last.content : reply.text;
  const message = taken ? read("said", lastMessage, null) : null;
  const reasoning = read("reasoning", optionalText, message?.reasoning ?? reply.reasoning);
  return {
    ...reply,
    ...(text === reply.text || has("reasoning") ? { text, reasoning } : partThoughts({ text, reasoning })),
    said: taken ? said.slice(0, -1) : said,
    calls: read("calls", readCalls, message?.calls ?? reply.calls),
    stop: read("stop", stopWord, reply.stop),
    servedModel: read("servedModel", optionalText, reply.servedModel),
  };
}

/** A reply's text. Null stands for none only beside something else that the subject said or did. */
function replyText(asker: Asker, key: string): string {
  const value = asker.ask(key);
  if (typeof value === "string") return value;
  if (value === null && (asker.mapping.has("reasoning") || asker.mapping.has("calls"))) return "";
  const found = value === undefined ? "nothing there" : described(value);
  throw asker.fail(key, `${found}: expected the reply's text; ${has(asker)}`);
}

const has = ({ entry: { record } }: Asker): string =>
  typeof record === "object" && record !== null
    ? `it has ${Object.keys(record).slice(0, 30).join(", ")}`
    : described(record);

const optionalText = (value: unknown): string | null => {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value !== "string") throw new Error(`${described(value)}: expected a text`);
  return value;
};

/**
 * Several replies by their names in the script; one that is missing is left out, with those after
 * it.
 */
function namedReplies(asker: Asker, named: string[]): Replied[] {
  const replies: Replied[] = [];
  for (const key of named) {
    const value = asker.ask(key);
    if (value === undefined || value === null || value === "") {
      if (replies.length === 0) throw asker.fail(key, "nothing there; the first reply is needed");
      continue;
    }
    if (typeof value !== "string") throw asker.fail(key, `${described(value)}: expected the reply's text`);
    const turn = key.slice("reply.".length);
    const mapped = replies.length === 0 ? withMapped(asker, plainReply("")) : plainReply("");
    const apart = replies.length === 0 && asker.mapping.get("reasoning")?.from !== undefined;
    replies.push({ ...mapped, ...(apart ? { text: value } : partThoughts({ text: value, reasoning: null })), turn });
  }
  return replies;
}
