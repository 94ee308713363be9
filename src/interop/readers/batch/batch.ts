import type { Message } from "@anthropic-ai/sdk/resources/messages";
import type { ChatCompletion } from "openai/resources/chat/completions/completions";
import type { Response } from "openai/resources/responses/responses";
import { anthropicReply } from "../../../models/anthropic-reply.ts";
import { compatibleReply } from "../../../models/compatible-reply.ts";
import { ModelError, type Reply, type Request } from "../../../models/model.ts";
import { openaiReply } from "../../../models/openai-reply.ts";
import { partThoughts } from "../../../models/part-thoughts.ts";
import { parseLooseJson } from "../../../lib/loose-json.ts";
import { textLines } from "../../../lib/text-lines.ts";
import { plainReply, type Entry, type Known, type Replied, type Said } from "../../exchange/exchange.ts";
import { readCalls } from "../../mapping/read-calls.ts";
import { readConversation } from "../../mapping/read-said.ts";
import type { Reader, ReaderContext } from "../reader.ts";
import { beginningOf } from "../beginning-of.ts";
import { requestsOf, type BatchRequest } from "./requests.ts";

/** A line of a batch's results; OpenAI's failed ones are in a second file. */
interface ResultLine {
  custom_id: string;
  result?: {
    type: string;
    message?: Message;
    error?: { error?: { message?: string; type?: string }; message?: string };
  };
  response?: { status_code?: number; body?: Record<string, unknown> } | null;
  error?: { message?: string; code?: string } | null;
}

const asks = (beginning: string): boolean =>
  /"custom_id"\s*:/.test(beginning) &&
  /"(?:params|body)"\s*:\s*\{/.test(beginning) &&
  !/"(?:result|response)"\s*:/.test(beginning.slice(0, 4000));

/** Results of Anthropic's Message Batches and OpenAI's Batch API, with their request files. */
export const batch: Reader = {
  name: "provider batch",
  knows: (_file, beginning) => /^\s*[[{]/.test(beginning) && /"custom_id"\s*:/.test(beginning.slice(0, 4000)),
  async *read(file, context) {
    const requests = await requestsOf(context, (each) => asks(beginningOf(each)));
    if (requests.files.has(file)) return;
    for await (const { text, number } of textLines(file)) {
      const line = parseLooseJson(text) as ResultLine;
      const request = requests.of(line.custom_id);
      if (seenBefore(line.custom_id, context))
        context.leave({ place: `${file}, line ${number}`, reason: "a result that is there twice" });
      else yield entryOf(file, `line ${number} (${line.custom_id})`, line, request);
    }
  },
};

function seenBefore(id: string, { seen }: ReaderContext): boolean {
  const key = `batch ${id}`;
  return seen.has(key) || (seen.add(key), false);
}

function entryOf(file: string, at: string, line: ResultLine, request: BatchRequest | undefined): Entry {
  const asked = request?.params ?? request?.body;
  return { file, at, record: { ...line, request: asked ?? null }, known: knownOf(line, asked) };
}

function knownOf(line: ResultLine, asked: Record<string, unknown> | undefined): Known {
  const isAnthropic = line.result !== undefined;
  const body = (isAnthropic ? line.result!.message : line.response?.body) as { model?: string } | undefined;
  const name = (asked?.["model"] as string | undefined) ?? body?.model;
  const model = name === undefined ? {} : { model: `${isAnthropic ? "anthropic" : "openai"}/${name}` };
  const failure = isAnthropic ? anthropicFailure(line.result!) : openaiFailure(line);
  if (failure !== null) return { ...model, replies: [], scores: [], error: failure };
  try {
    return { ...model, replies: [replyOf(line, isAnthropic, saidBy(asked))], scores: [] };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { ...model, replies: [], scores: [], error: error.message };
  }
}

function anthropicFailure({ type, error }: NonNullable<ResultLine["result"]>): string | null {
  if (type === "succeeded") return null;
  return [type, error?.error?.message ?? error?.message].filter(Boolean).join(": ");
}

function openaiFailure({ response, error }: ResultLine): string | null {
  if (error) return [error.code, error.message].filter(Boolean).join(": ");
  const status = response?.status_code ?? 0;
  if (response && status >= 200 && status < 300) return null;
  const said = (response?.body?.["error"] as { message?: string } | undefined)?.message;
  return [response ? `status ${status}` : "no response", said].filter(Boolean).join(": ");
}

const nothingAsked: Request = { messages: [], params: {}, seed: null, schema: null, choices: null };

function replyOf({ custom_id: id, result, response }: ResultLine, isAnthropic: boolean, said: Said[]): Replied {
  const body = (isAnthropic ? result!.message : response!.body) as never;
  const read = isAnthropic ? anthropicReply(id, nothingAsked, body as Message) : openaiBody(id, body);
  const { text, reasoning, stop, stopDetail, usage, servedModel, requestId } = partThoughts(read);
  const calls = callsIn(body);
  // A call is what a reply may be: that none were offered is true of no batch that has one.
  const ended =
    calls !== null && stop === "malformed" ? { stop: "end" as const, stopDetail: null } : { stop, stopDetail };
  return plainReply(text, { said, reasoning, calls, ...ended, usage, servedModel, requestId });
}

const openaiBody = (id: string, body: object): Omit<Reply, "latencyMs"> =>
  "output" in body
    ? openaiReply(id, nothingAsked, body as Response)
    : compatibleReply(id, nothingAsked, body as ChatCompletion);

function callsIn(body: {
  content?: unknown[];
  output?: unknown[];
  choices?: { message?: { tool_calls?: unknown[] } }[];
}): Replied["calls"] {
  const typed = (list: unknown[] = []) =>
    list.filter((each) => /^(tool_use|function_call)$/.test((each as { type?: string }).type ?? ""));
  const calls = body.choices?.[0]?.message?.tool_calls ?? [...typed(body.content), ...typed(body.output)];
  return calls.length === 0 ? null : readCalls(calls);
}

/** What a request says: instructions, then its messages. */
function saidBy(asked: Record<string, unknown> | undefined): Said[] {
  if (asked === undefined) return [];
  const instructions = asked["system"] ?? asked["instructions"];
  const messages = asked["messages"] ?? asked["input"];
  const before = instructions === undefined || instructions === null ? [] : [{ role: "system", content: instructions }];
  return readConversation([
    ...before,
    ...(Array.isArray(messages)
      ? (messages as unknown[])
      : messages === undefined
        ? []
        : [{ role: "user", content: messages }]),
  ]);
}
