import { setTimeout as sleep } from "node:timers/promises";
import { together } from "../../lib/together.ts";
import { ModelError, type Model, type Request } from "../../models/model.ts";
import { guessTokens } from "../forecast.ts";
import type { Opened } from "../subjects.ts";
import type { Queue } from "./open-queue.ts";
import { secretOf } from "./secret.ts";

/** What a key may ask of a model in a minute. */
export interface RateLimits {
  requestsPerMinute?: number;
  tokensPerMinute?: number;
}

/** How long a model without known limits is not looked up again, in ms. */
const unlimitedMs = 5000;

/**
 * Says what limits hold for a model asked with this machine's key, for every worker that has it.
 */
export async function setRates(
  { database, schema, head }: Queue,
  model: string,
  { requestsPerMinute = undefined, tokensPerMinute = undefined }: RateLimits,
): Promise<void> {
  if (requestsPerMinute === undefined && tokensPerMinute === undefined) return;
  await database.query(
    `INSERT INTO ${schema}.rates (model, secret, requests, tokens) VALUES ($1, $2, $3, $4)
      ON CONFLICT (model, secret) DO UPDATE SET requests = excluded.requests, tokens = excluded.tokens`,
    [model, secretOf(model, head.id), requestsPerMinute ?? null, tokensPerMinute ?? null],
  );
}

/**
 * A subject that asks no faster than all workers together may with its key: each call takes its
 * turn, and what a server asks one to wait all wait.
 */
export function paced(queue: Queue, subject: Opened): Opened {
  const { database, schema, head } = queue;
  const [model, secret] = [subject.id, secretOf(subject.id, head.id)];
  let unlimitedUntil = 0;
  const take = together(async (tokens: number[]) => {
    const rows = await database.query(`SELECT ${schema}.take($1, $2, count) AS ms FROM unnest($3::float8[]) AS count`, [
      model,
      secret,
      tokens,
    ]);
    return rows.map(({ ms }) => (ms === null ? null : Number(ms)));
  });
  const turn = async (request: Request, signal: AbortSignal | undefined) => {
    if (performance.now() < unlimitedUntil) return;
    const ms = await take(guessTokens(request));
    if (ms === null) unlimitedUntil = performance.now() + unlimitedMs;
    else if (ms > 0) await sleep(ms, undefined, signal && { signal });
  };
  const hold = async (ms: number) => {
    unlimitedUntil = 0;
    await database.query(
      `INSERT INTO ${schema}.rates AS those (model, secret, request_at)
        VALUES ($1, $2, clock_timestamp() + $3 * interval '1 ms')
        ON CONFLICT (model, secret) DO UPDATE SET request_at = greatest(those.request_at, excluded.request_at)`,
      [model, secret, ms],
    );
  };
  const pace = (asked: Model): Model => ({
    ...asked,
    async generate(request, context) {
      await turn(request, context.signal);
      try {
        return await asked.generate(request, context);
      } catch (error) {
        if (error instanceof ModelError && error.retryAfterMs !== null) await hold(error.retryAfterMs);
        throw error;
      }
    },
  });
  return { ...subject, ask: () => pace(subject.ask()) };
}
