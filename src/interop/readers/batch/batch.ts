import { statSync } from "node:fs";
import type { Message } from "@anthropic-ai/sdk/resources/messages";
import type { ChatCompletion } from "openai/resources/chat/completions/completions";
import type { Response } from "openai/resources/responses/responses";
import { anthropicReply } from "../../../models/anthropic-reply.ts";
import { compatibleReply } from "../../../models/compatible-reply.ts";
import { ModelError, type Reply, type Request } from "../../../models/model.ts";
import { openaiReply } from "../../../models/openai-reply.ts";
import { partThoughts } from "../../../models/part-thoughts.ts";
import { plainReply, type Entry, type Known, type Replied, type Said } from "../../exchange/exchange.ts";
import { readCalls } from "../../mapping/read-calls.ts";
import { readConversation } from "../../mapping/read-said.ts";
import type { Reader } from "../reader.ts";
import { beginningOf } from "../beginning-of.ts";
import { failureOf, isBatch, servedBy, whyAgain } from "./answered.ts";
import { batchLines, type BatchRequest, type ResultLine } from "./lines.ts";
import { requestOf } from "./pairing.ts";
import { requestsOf } from "./requests.ts";

/** Results of Anthropic's Message Batches and OpenAI's Batch API, with their request files. */
export const batch: Reader = {
  name: "provider batch",
  knows: isBatch,
  async *read(file, context) {
    const requests = await requestsOf(
      context,
      context.files.filter((each) => isBatch(each, beginningOf(each))),
    );
    if (requests.files.has(file)) return;
    const { size } = statSync(file);
    for await (const { value: line, at, end } of batchLines<ResultLine>(file)) {
      const asked = requestOf(requests.of(line.custom_id), { file, place: `${file}, ${at}`, model: servedBy(line) });
      const again = await whyAgain(line, asked, file, context, requests);
      if (again !== null) context.leave({ place: `${file}, ${at}`, reason: again });
      else yield { ...entryOf(file, `${at} (${line.custom_id})`, line, asked?.request), through: end / size };
    }
  },
};

function entryOf(file: string, at: string, line: ResultLine, request: BatchRequest | undefined): Entry {
  const asked = request?.params ?? request?.body;
  return { file, at, record: { ...line, request: asked ?? null }, known: knownOf(line, asked) };
}

function knownOf(line: ResultLine, asked: Record<string, unknown> | undefined): Known {
  const isAnthropic = line.result !== undefined;
  const name = (asked?.["model"] as string | undefined) ?? servedBy(line);
  const model = name === undefined ? {} : { model: `${isAnthropic ? "anthropic" : "openai"}/${name}` };
  const failure = failureOf(line);
  if (failure !== null) return { ...model, replies: [], scores: [], error: failure };
  try {
    return { ...model, replies: [replyOf(line, isAnthropic, saidBy(asked))], scores: [] };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { ...model, replies: [], scores: [], error: error.message };
  }
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
