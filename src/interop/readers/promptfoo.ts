import { hash } from "../../lib/hash.ts";
import { jsonElements } from "../../lib/json-elements.ts";
import { parseLooseJson } from "../../lib/loose-json.ts";
import { textLines } from "../../lib/text-lines.ts";
import { partThoughts } from "../../models/part-thoughts.ts";
import { plainReply, type Known, type RawScore, type Replied, type Said } from "../exchange/exchange.ts";
import { readCalls } from "../mapping/read-calls.ts";
import { readSaid } from "../mapping/read-said.ts";
import { stopWord } from "../mapping/stop-word.ts";
import type { Reader } from "./reader.ts";

/** What of a promptfoo result (EvaluateResult) is read. */
interface Result {
  id?: string;
  prompt?: { raw?: string; label?: string };
  provider?: { id?: string; label?: string } | string;
  vars?: Record<string, unknown>;
  response?: {
    output?: unknown;
    error?: string;
    finishReason?: string;
    isRefusal?: boolean;
    cached?: boolean;
    tokenUsage?: { prompt?: number; completion?: number; cached?: number; completionDetails?: { reasoning?: number } };
  } | null;
  error?: string | null;
  failureReason?: number;
  success?: boolean;
  namedScores?: Record<string, number>;
  gradingResult?: {
    componentResults?: { reason?: string; assertion?: { type?: string; metric?: string } | null }[] | null;
  } | null;
  testCase?: { description?: string };
  latencyMs?: number;
}

/** Where a real error is told from an assertion that failed: both set `error`. */
const ERROR = 2;

/** Results of promptfoo, as JSON or JSON lines. */
export const promptfoo: Reader = {
  name: "promptfoo",
  knows: (_file, beginning) =>
    /^\s*\{/.test(beginning) &&
    // The second, as versions before the third wrote it.
    ((/"(?:promptIdx|evalId)"\s*:/.test(beginning) && /"(?:testCase|results)"\s*:/.test(beginning)) ||
      /"results"\s*:\s*\{\s*"version"\s*:\s*\d/.test(beginning)),
  async *read(file, { seen, leave }) {
    for await (const { at, text } of resultsIn(file)) {
      const result = parseLooseJson(text) as Result;
      // One evaluation may be there as JSON and as JSON lines.
      const key = `promptfoo ${result.id}`;
      if (result.id !== undefined && seen.has(key)) leave({ place: `${file}, ${at}`, reason: "a copy of a result" });
      else yield { file, at, record: result, known: knownOf(result) };
      seen.add(key);
    }
  },
};

async function* resultsIn(file: string): AsyncGenerator<{ at: string; text: string }> {
  if (/\.(jsonl|ndjson)$/i.test(file))
    for await (const { text, number } of textLines(file)) yield { at: `line ${number}`, text };
  else
    for await (const { path, text } of jsonElements(file, isResult))
      yield { at: `result ${(path.at(-1) as number) + 1}`, text };
}

const isResult = (path: readonly (string | number)[]): boolean =>
  path[0] === "results" &&
  typeof path.at(-1) === "number" &&
  (path.length === 2 || (path.length === 3 && path[1] === "results"));

function knownOf(result: Result): Known {
  const { prompt, vars = {}, response, error, failureReason } = result;
  const failed = failureReason === ERROR || (failureReason === undefined && response?.output === undefined);
  const { condition, input } = partVars(vars, result.testCase?.description);
  return {
    ...(prompt?.label !== undefined && { wording: prompt.label }),
    model: modelOf(result.provider),
    ...(input !== null && { input }),
    condition,
    replies: failed ? [] : [replyOf(result)],
    scores: failed ? [] : scoresOf(result),
    ...(failed && { error: response?.error ?? error ?? "no output" }),
  };
}

/** `openai:chat:gpt-4o` is openai/gpt-4o; other providers keep their names. */
function modelOf(provider: Result["provider"]): string {
  const id = typeof provider === "string" ? provider : (provider?.id ?? provider?.label ?? "");
  return id.replace(
    /^(openai|anthropic|google|mistral|groq|deepseek|xai|openrouter|ollama):(?:(?:chat|messages|completion|responses):)?/,
    "$1/",
  );
}

/** Words vary a condition; whole texts are inputs. */
function partVars(vars: Record<string, unknown>, description: string | undefined) {
  const texts = Object.entries(vars).map(
    ([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const,
  );
  const isWord = (text: string) => text.length <= 40 && !text.includes("\n");
  const long = texts.filter(([, text]) => !isWord(text));
  const input = long.length === 0 ? null : (description ?? `input-${hash(long).slice(0, 8)}`);
  return { condition: Object.fromEntries(texts.filter(([, text]) => isWord(text))), input };
}

function replyOf({ response, prompt, latencyMs }: Result): Replied {
  const { output, finishReason, isRefusal, tokenUsage: tokens, cached } = response ?? {};
  const { text, calls } = outputOf(output);
  return plainReply("", {
    ...partThoughts({ text, reasoning: null }),
    calls,
    said: saidOf(prompt?.raw),
    stop: isRefusal ? "refusal" : stopWord(finishReason),
    latencyMs: cached || latencyMs === undefined ? null : latencyMs,
    usage: {
      input: tokens?.prompt ?? null,
      output: tokens?.completion ?? null,
      cachedInput: null,
      reasoning: tokens?.completionDetails?.reasoning || null,
    },
  });
}

/**
 * An output is text, a message with calls of tools, those calls by themselves, or whatever a
 * transformation made of it.
 */
function outputOf(output: unknown): Pick<Replied, "text" | "calls"> {
  if (typeof output === "string") return { text: output, calls: null };
  if (output === undefined || output === null) return { text: "", calls: null };
  const message = output as { content?: unknown; tool_calls?: unknown; function_call?: unknown };
  const list: unknown = message.tool_calls ?? (message.function_call ? [message.function_call] : output);
  if (Array.isArray(list) && list.length > 0 && list.every(isCall))
    return { text: typeof message.content === "string" ? message.content : "", calls: readCalls(list) };
  return { text: JSON.stringify(output), calls: null };
}

const isCall = (value: unknown): boolean => {
  const { function: of, name, arguments: passed, type } = (value ?? {}) as Record<string, unknown>;
  return type === "function" || typeof of === "object" || (typeof name === "string" && passed !== undefined);
};

/** A prompt is text, or a chat as JSON. */
function saidOf(raw: string | undefined): Said[] {
  if (raw !== undefined && /^\s*\[/.test(raw)) {
    try {
      return readSaid(JSON.parse(raw));
    } catch {
      // Text that begins with a bracket.
    }
  }
  return readSaid(raw);
}

function scoresOf({ namedScores = {}, success, gradingResult }: Result): RawScore[] {
  const parts = gradingResult?.componentResults ?? [];
  const named = Object.entries(namedScores).map(([outcome, value]): RawScore => {
    const scored = parts.find((part) => part.assertion?.metric === outcome);
    return {
      outcome,
      judge: scored?.assertion?.type ?? "promptfoo",
      value,
      reason: null,
      evidence: scored?.reason ?? null,
    };
  });
  if (named.length > 0) return named;
  return [{ outcome: "passes", judge: "promptfoo", value: success ?? null, reason: null, evidence: null }];
}
