import { partThoughts } from "../../../models/part-thoughts.ts";
import type { Stop, Usage } from "../../../models/model.ts";
import { plainReply, type Replied, type Said } from "../../exchange/exchange.ts";
import { readCalls } from "../../mapping/read-calls.ts";
import { roleOf } from "../../mapping/read-said.ts";
import { stopWord } from "../../mapping/stop-word.ts";
import type { Content, InspectMessage, InspectOutput, Sample } from "./shapes.ts";

/**
 * The replies of a sample: every message that the model generated, with what was said and given
 * back by tools since the one before. The last is the sample's output, which is what was scored.
 */
export function repliesOf(sample: Sample): Replied[] {
  const outputs = new Map(
    (sample.events ?? []).flatMap(({ event, output }) => (event === "model" && output ? idsOf(output) : [])),
  );
  const messages = withOutput(sample);
  const inputMessages = inputIds(sample);
  const replies: Replied[] = [];
  let said: Said[] = [];
  for (const message of messages) {
    if (message.role !== "assistant" || isInput(message, inputMessages)) {
      said.push(saidOf(message));
      continue;
    }
    const outputOfMessage = isOf(message, sample.output) ? sample.output : outputs.get(message.id ?? "");
    replies.push(replyOf(message, outputOfMessage ?? null, said));
    said = [];
  }
  return replies;
}

const idsOf = (output: InspectOutput): [string, InspectOutput][] =>
  (output.choices ?? []).flatMap(({ message }) =>
    message?.id ? [[message.id, output] as [string, InspectOutput]] : [],
  );

const isOf = ({ id }: InspectMessage, output: InspectOutput | undefined): output is InspectOutput =>
  output?.choices?.[0]?.message !== undefined &&
  (output.choices[0].message === undefined || output.choices[0].message.id === id);

/**
 * The messages, with the output's own in the place of the last, where a log has it nowhere among
 * them.
 */
function withOutput({ messages = [], output }: Sample): InspectMessage[] {
  const lastMessage = output?.choices?.[0]?.message;
  if (lastMessage === undefined) return messages;
  const last = messages.findLastIndex(({ role }) => role === "assistant");
  const found = messages.findLastIndex(
    (each) =>
      each.role === "assistant" && (lastMessage.id ? each.id === lastMessage.id : textOf(each) === textOf(lastMessage)),
  );
  const marked = { ...messages[found], ...lastMessage };
  if (found >= 0) return [...messages.slice(0, found), marked, ...messages.slice(found + 1)].slice(0, found + 1);
  const replaces = last >= 0 && last === messages.length - 1 && messages[last]!.source !== "input";
  return [...(replaces ? messages.slice(0, last) : messages), lastMessage];
}

function inputIds({ input }: Sample): Set<string> {
  const ids = Array.isArray(input) ? input.flatMap(({ id, role }) => (id && role === "assistant" ? [id] : [])) : [];
  return new Set(ids);
}

const isInput = ({ source, id }: InspectMessage, inputMessages: ReadonlySet<string>): boolean =>
  source === "input" || (source !== "generate" && id !== undefined && id !== null && inputMessages.has(id));

/** A message as something said; what a tool gave back in error is its error. */
export function saidOf(message: InspectMessage): Said {
  const role = roleOf(message.role);
  const text = textOf(message);
  if (role !== "tool") return { role, content: text };
  return { role, name: message.function ?? null, content: text === "" ? (message.error?.message ?? "") : text };
}

/** A message's text; parts that are none are named in brackets. */
function textOf({ content }: InspectMessage): string {
  if (typeof content === "string" || content === undefined) return content ?? "";
  return content
    .map(({ type, text }) =>
      type === "text" || type === undefined ? (text ?? "") : type === "reasoning" ? "" : `[${type}]`,
    )
    .join("");
}

export function replyOf(message: InspectMessage, output: InspectOutput | null, said: Said[]): Replied {
  const parts: Content[] = Array.isArray(message.content) ? message.content : [];
  const thoughts = parts.flatMap(({ type, reasoning, redacted, summary }) =>
    type === "reasoning" ? [(redacted || !reasoning ? summary : reasoning) ?? ""] : [],
  );
  const reasoning = [message.reasoning ?? "", ...thoughts].filter((each) => each.trim() !== "").join("\n\n");
  const choice = output?.choices?.[0];
  const refused = refusalOf(choice?.stop_details);
  const stop = refused === null ? stopOf(choice?.stop_reason) : "refusal";
  return plainReply("", {
    ...partThoughts({ text: textOf(message), reasoning: reasoning === "" ? null : reasoning }),
    said,
    calls: message.tool_calls?.length ? readCalls(message.tool_calls) : null,
    stop,
    stopDetail: refused,
    servedModel: output?.model ?? null,
    latencyMs: typeof output?.time === "number" ? output.time * 1000 : null,
    ...(output?.usage && { usage: usageOf(output.usage) }),
  });
}

const stopOf = (word: string | undefined): Stop | null => stopWord(word === "unknown" ? "other" : word);

/** Why a model refused, where the provider says that it did. */
function refusalOf(details: Record<string, unknown> | null | undefined): string | null {
  if (!details || !/refus/i.test(String(details["type"] ?? details["kind"] ?? ""))) return null;
  return String(details["explanation"] ?? details["category"] ?? "refused");
}

/** Inspect's input tokens are without those of the cache, ours with them. */
function usageOf(usage: Record<string, number | null>): Usage {
  const count = (name: string) => usage[name] ?? null;
  const [plain, read, written] = [
    count("input_tokens"),
    count("input_tokens_cache_read"),
    count("input_tokens_cache_write"),
  ];
  return {
    input: plain === null ? null : plain + (read ?? 0) + (written ?? 0),
    output: count("output_tokens"),
    cachedInput: read,
    ...(written !== null && written > 0 && { cacheWrite: written }),
    reasoning: count("reasoning_tokens"),
  };
}
