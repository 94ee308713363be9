import type { Stop } from "../../models/model.ts";
import type { OwnRecord } from "../own/own-record.ts";

type Replied = OwnRecord["replies"][number];

/** A sample's id: what tells it from others of its scenario and model, but the epoch. */
export function idOf({ wording, condition, input, elicit }: OwnRecord): string {
  const parts = [
    wording,
    ...Object.values(condition),
    ...(input === "none" ? [] : [input]),
    ...(elicit === "chat" ? [] : [elicit]),
  ];
  return parts.join("/");
}

/** A trial as EvalSample has it; `store` carries it whole, for whoever imports it again. */
export function sampleOf(record: OwnRecord) {
  const { trial, epoch, model, error, replies } = record;
  const messages = replies.flatMap((reply, i) => [
    ...saidOf(reply, replies[i - 1] ?? null, i),
    assistant(reply, model, i),
  ]);
  const first = replies[0]?.said.length ?? 0;
  const last = replies.at(-1);
  return {
    id: idOf(record),
    epoch,
    input: first === 0 ? "" : messages.slice(0, first),
    target: "",
    messages,
    output: last === undefined ? { model, choices: [], completion: "" } : outputOf(last, model, messages.at(-1)!),
    scores: scoresOf(record),
    metadata: metadataOf(record),
    store: { parallax: record },
    events: [],
    model_usage: {},
    uuid: trial,
    ...(error !== null && { error: { message: error, traceback: "", traceback_ansi: "" } }),
    error_retries: [],
    attachments: {},
  };
}

/** A sample as `summaries.json` has it, from which Inspect makes its frames. */
export function summaryOf(record: OwnRecord) {
  const { trial, epoch, error, replies } = record;
  const input = replies[0]?.said.map(({ content }) => content).join("\n") ?? "";
  return {
    id: idOf(record),
    epoch,
    input: input.slice(0, 1000),
    target: "",
    metadata: metadataOf(record),
    scores: scoresOf(record),
    model_usage: {},
    uuid: trial,
    ...(error !== null && { error }),
    message_count: replies.reduce((sum, { said }) => sum + said.length + 1, 0),
    completed: true,
  };
}

function metadataOf({ scenario, arm, wording, condition, input, trial, canary, elicit }: OwnRecord) {
  return { scenario, arm, wording, ...condition, input, trial, elicit, ...(canary !== null && { canary }) };
}

function scoresOf({ grades }: OwnRecord) {
  const entries = grades.map(({ outcome, value, judge, reason, evidence }) => [
    outcome,
    {
      value: value ?? NaN,
      explanation: evidence ?? reason,
      metadata: { judge, ...(reason !== null && { reason }) },
      history: [],
    },
  ]);
  return Object.fromEntries(entries);
}

function saidOf({ said }: Replied, before: Replied | null, turn: number) {
  let results = 0;
  return said.map((each, i) => {
    const id = `said-${turn}-${i}`;
    if (each.role !== "tool")
      return { id, role: each.role, content: each.content, ...(each.role === "assistant" && { source: "input" }) };
    const call = before?.calls?.[results] ? `call-${turn - 1}-${results}` : null;
    results++;
    return {
      id,
      role: "tool",
      content: each.content,
      function: each.name,
      ...(call !== null && { tool_call_id: call }),
    };
  });
}

function assistant({ text, reasoning, calls }: Replied, model: string, turn: number) {
  const toolCalls = (calls ?? []).map(({ name, arguments: input }, i) => ({
    id: `call-${turn}-${i}`,
    function: name,
    arguments: typeof input === "string" ? { text: input } : input,
    type: "function",
  }));
  return {
    id: `reply-${turn}`,
    role: "assistant",
    source: "generate",
    content:
      reasoning === null
        ? text
        : [
            { type: "reasoning", reasoning },
            { type: "text", text },
          ],
    model,
    ...(toolCalls.length > 0 && { tool_calls: toolCalls }),
  };
}

const stops: Record<Stop, string> = {
  end: "stop",
  length: "max_tokens",
  filter: "content_filter",
  refusal: "stop",
  malformed: "unknown",
  other: "unknown",
};

function outputOf({ text, stop, stopDetail, usage, servedModel, latencyMs }: Replied, model: string, message: object) {
  const counts =
    usage.input === null || usage.output === null
      ? null
      : {
          input_tokens: usage.input - (usage.cachedInput ?? 0) - (usage.cacheWrite ?? 0),
          output_tokens: usage.output,
          total_tokens: usage.input + usage.output,
          ...(usage.cachedInput !== null && { input_tokens_cache_read: usage.cachedInput }),
          ...(usage.cacheWrite !== undefined && { input_tokens_cache_write: usage.cacheWrite }),
          ...(usage.reasoning !== null && { reasoning_tokens: usage.reasoning }),
        };
  const refusal = stop === "refusal" ? { stop_details: { type: "refusal", explanation: stopDetail } } : {};
  return {
    model: servedModel ?? model,
    choices: [{ message, stop_reason: stop === null ? "unknown" : stops[stop], ...refusal }],
    completion: text,
    ...(counts !== null && { usage: counts }),
    ...(latencyMs !== null && { time: latencyMs / 1000 }),
  };
}
