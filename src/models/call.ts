import { blotKeys } from "./blot-key.ts";
import { checkReply } from "./check-reply.ts";
import { dispatcher } from "../lib/dispatcher.ts";
import { oneShortLine } from "./error-body.ts";
import { exchange } from "./exchange.ts";
import { readLimits } from "./limits/read-limits.ts";
import { Filtered } from "./filtered.ts";
import type { Context, Reply } from "./model.ts";
import { ModelError } from "./model.ts";
import { partThoughts } from "./part-thoughts.ts";
import { connectionError, type Asker } from "./provider-error.ts";
import { sayEmpty } from "./say-empty.ts";

/**
 * What every provider's call has in common: who is asked, whose key is used, and for how long one
 * waits.
 */
export interface Caller extends Asker {
  timeoutMs: number;
}

/**
 * What both SDKs are told alike: no retries and no log of their own, and connections that outlast a
 * long reply. `through` is what an answer passes on its way.
 */
export async function clientOptions(caller: Caller, through: (caller: Asker) => typeof fetch = exchange) {
  const fetchOptions = { dispatcher: await dispatcher() };
  return { maxRetries: 0, timeout: caller.timeoutMs, logLevel: "off" as const, fetchOptions, fetch: through(caller) };
}

/**
 * One request for a reply, timed, of whose headers the context hears. A provider's content filter
 * is a reply with `stop: "filter"`, even where it comes as an error status. Throws as {@link reach}
 * does.
 */
export async function call(
  caller: Caller,
  { signal, heard }: Context,
  send: (signal: AbortSignal) => Promise<{ reply: Omit<Reply, "latencyMs">; headers: Headers }>,
): Promise<Reply> {
  const start = performance.now();
  const elapsed = (): number => performance.now() - start;
  try {
    const { reply, headers } = await reach(caller, signal, async (ending) => {
      const answer = await send(ending);
      return { ...answer, reply: finish(caller, answer.reply) };
    });
    const limits = heard && readLimits(headers, elapsed());
    if (limits) heard(limits);
    return { ...reply, latencyMs: elapsed() };
  } catch (error) {
    if (error instanceof ModelError && error.limits !== null) heard?.(error.limits);
    if (!(error instanceof Filtered)) throw error;
    return { ...filteredReply(caller, error), latencyMs: elapsed() };
  }
}

/** A reply as it is kept: made sure of, thoughts apart, without the caller's key. */
export function finish(caller: Caller, reply: Omit<Reply, "latencyMs">): Omit<Reply, "latencyMs"> {
  const spoken = partThoughts(checkReply(caller.id, reply));
  return blotKeys(sayEmpty(spoken, { calls: [], content: "" }), caller.secrets);
}

/** What a content filter that spoke through an error status comes to. */
export function filteredReply(caller: Caller, filtered: Filtered): Omit<Reply, "latencyMs"> {
  return { ...emptyReply, stop: "filter", stopDetail: blotKeys(filtered.message, caller.secrets) };
}

/**
 * One request, with a deadline over headers and body. Throws a ModelError for what the provider or
 * the network did, without the caller's key, {@link Filtered} for a content filter, and an
 * AbortError when the caller's own signal ended it.
 */
export async function reach<T>(
  caller: Caller,
  signal: AbortSignal | undefined,
  send: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  throwIfAborted(signal);
  // Not AbortSignal.timeout and any: what they leave behind outlives the call, and a run makes many
  // thousands of calls.
  const ending = new AbortController();
  const end = () => ending.abort();
  const deadline = setTimeout(end, caller.timeoutMs);
  signal?.addEventListener("abort", end);
  try {
    return await send(ending.signal);
  } catch (error) {
    throwIfAborted(signal);
    const known = thrownBy(error);
    if (known instanceof Filtered) throw known;
    if (known !== null) throw new ModelError(blotKeys(oneShortLine(known.message), caller.secrets), known);
    if (ending.signal.aborted)
      throw new ModelError(`${caller.id}: no reply within ${caller.timeoutMs / 1000} s`, { retryable: true });
    throw connectionError(caller, error);
  } finally {
    clearTimeout(deadline);
    signal?.removeEventListener("abort", end);
  }
}

/**
 * What this project threw beneath an SDK, which hands it on as the cause of an error of its own.
 */
function thrownBy(error: unknown): ModelError | Filtered | null {
  if (error instanceof ModelError || error instanceof Filtered) return error;
  return error instanceof Error ? thrownBy(error.cause) : null;
}

const emptyReply: Omit<Reply, "latencyMs"> = {
  text: "",
  reasoning: null,
  stop: "other",
  stopDetail: null,
  usage: { input: null, output: null, cachedInput: null, reasoning: null },
  servedModel: null,
  requestId: null,
  fingerprint: null,
  choices: null,
};

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new DOMException("the call was aborted", "AbortError");
}
