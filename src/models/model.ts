import type { CacheMark } from "./cache-mark.ts";
import type { BatchDoor } from "./batch/batch.ts";
import type { RateLimits } from "./limits/rate-limits.ts";

export type { CacheMark };

/**
 * The one interface that every subject and judge is reached through. No behaviour lives here but
 * the error.
 */
export interface Message {
  role: "system" | "user" | "assistant";
  content: string;
}

/** Sampling parameters as the user gave them; an absent one is left to the provider. */
export interface Params {
  temperature?: number;
  topP?: number;
  topK?: number;
  maxTokens?: number;
  reasoningEffort?: string;
  /**
   * At which of its provider's service levels, priced apart, it is served: OpenAI's `flex` (half
   * the price, slower) or `priority`, `auto`, `default`; Anthropic's `auto` or `standard_only`. It
   * changes no reply, and so not what a reply is kept under.
   */
  serviceTier?: string;
}

/** A tool that the model may call instead of writing what it does. */
export interface Tool {
  name: string;
  description: string;
  /** JSON Schema of an object with its arguments. */
  schema: Record<string, unknown>;
  /** How a call stands in the reply's text, `{{ argument }}` filled in; not sent. */
  written: string;
}

/** Everything that is sent, and nothing else but how tool calls are written down. */
export interface Request {
  messages: Message[];
  params: Params;
  /**
   * For models that sample reproducibly (local, simulated, some servers); others leave it out of
   * what they send.
   */
  seed: number | null;
  /** JSON Schema the reply text must follow, through the provider's structured output. */
  schema: { name: string; schema: Record<string, unknown> } | null;
  /** Instead of generating, give the log-probability of each of these as the next token. */
  choices: string[] | null;
  /** Absent where none are offered. */
  tools?: Tool[];
}

/** A call of a tool as it was received; `arguments` is text where it was no JSON object. */
export interface ToolCall {
  name: string;
  arguments: Record<string, unknown> | string;
}

/**
 * Tokens; null where the provider did not say. `input` includes `cachedInput`, `output` includes
 * `reasoning`.
 */
export interface Usage {
  input: number | null;
  output: number | null;
  cachedInput: number | null;
  reasoning: number | null;
  /** Of `input`, written to a provider's cache at a price of its own; absent where none was. */
  cacheWrite?: number;
  /** Of `cacheWrite`, what is kept there for an hour in place of minutes. */
  cacheWriteHour?: number;
  /**
   * What the provider says it was served as, and what it is priced as; absent for the ordinary way
   * where no service tier was asked for.
   */
  tier?: Tier;
}

/** A provider's ways of serving that have a price of their own; others are kept by their word. */
export type Tier = "batch" | "flex" | "priority" | "default" | "standard" | (string & {});

/** `malformed`: it called a tool in a way that cannot be read. */
export type Stop = "end" | "length" | "refusal" | "filter" | "malformed" | "other";

export interface Reply {
  /** What it says; then, where tools were offered, its calls as {@link Tool.written} has them. */
  text: string;
  reasoning: string | null;
  /** Null where nobody knows, as in replies that were imported without it. */
  stop: Stop | null;
  /** The provider's own word for it, with its explanation where it gives one. */
  stopDetail: string | null;
  usage: Usage;
  servedModel: string | null;
  requestId: string | null;
  fingerprint: string | null;
  /** Natural-log probabilities by choice; null when generated. */
  choices: Record<string, number> | null;
  /** Present where tools were offered. */
  calls?: ToolCall[];
  /** Null where nobody measured it: a batch's, or one that was imported. */
  latencyMs: number | null;
}

/** What a simulated subject is told about the trial; never sent to a real model. */
export interface TrialFacts {
  scenario: string;
  arm: string;
  wording: string;
  condition: Record<string, string>;
  input: string;
  epoch: number;
  /** Name of the reply asked for, and example replies by reading. */
  turn: string;
  examples: Record<string, string>;
  /**
   * Readings of this reply that count as 1 for the outcome read off it; empty where no outcome is.
   */
  ones: string[];
  /** Which of `choices` counts as 1 in a forced choice; null otherwise. */
  one: string | null;
  /** What the wording was composed from; absent where it was not. */
  perturbation?: { baseArm: string; levels: Record<string, string>; changed: string[] };
}

export interface Context {
  signal?: AbortSignal;
  /** Only providers with a prompt cache that takes marks send it. */
  cache?: CacheMark;
  /** Hears what the answer's headers say of rate limits, be it a reply or an error. */
  heard?: (limits: RateLimits) => void;
  /** Only simulated subjects see it. */
  trial?: TrialFacts;
}

export interface Model {
  /** `provider/name`, as the user wrote it. */
  id: string;
  simulated: boolean;
  /**
   * `seed: false` where the provider takes none, so that a reply, and its place in the cache, does
   * not depend on it.
   */
  can: { choices: boolean; schema: boolean; score: boolean; tools?: boolean; seed?: boolean };
  /**
   * What determines a reply besides the request: provider, model name, base URL, weights' hash.
   * Never a key.
   */
  identity: Record<string, string | number | boolean>;
  /**
   * Problems with these parameters, in words; empty when the model accepts them. Asked before a run
   * starts.
   */
  check(params: Params): string[];
  generate(request: Request, context: Context): Promise<Reply>;
  /**
   * Natural-log probability of each token of a text, given `after`, which comes before it and is
   * not scored; without it the first token is excluded.
   */
  score?(text: string, context: Context & { after?: string }): Promise<{ tokens: string[]; logprobs: number[] }>;
  /** Absent where its provider takes none. */
  batch?: BatchDoor<Request, Reply>;
  close?(): Promise<void>;
}

/**
 * A call that gave no reply. The runner reads `retryable` and `retryAfterMs`, never a status code.
 */
export class ModelError extends Error {
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;
  readonly status: number | null;
  /** What the answer's headers say of rate limits. */
  readonly limits: RateLimits | null;
  constructor(
    message: string,
    options: {
      retryable: boolean;
      retryAfterMs?: number | null;
      status?: number | null;
      limits?: RateLimits | null;
      cause?: unknown;
    },
  ) {
    super(message, { cause: options.cause });
    this.name = "ModelError";
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.status = options.status ?? null;
    this.limits = options.limits ?? null;
  }
}
