import { setTimeout as sleep } from "node:timers/promises";
import { dollars } from "../../lib/number-text.ts";
import { together } from "../../lib/together.ts";
import { openForecast } from "../forecast.ts";
import type { Budget } from "../budget.ts";
import type { Pledges } from "../pledges.ts";
import type { Queue } from "./open-queue.ts";

/** How long one waits, in ms, before asking again whether calls under way have left room. */
const roomMs = 300;

/**
 * The budget that all workers are under, as one of them sees it: what a call may cost is set aside
 * in the database before it is made, and stays so where its worker is killed. Null where the queue
 * has none.
 */
export async function openSharedPurse(
  { database, schema }: Queue,
  worker: string,
  signal: AbortSignal,
): Promise<{ budget: Budget; pledges: Pledges } | null> {
  const [about] = await database.query(`SELECT budget FROM ${schema}.about`);
  if (about?.["budget"] === null) return null;
  const limit = Number(about!["budget"]);
  const forecast = openForecast();
  let short = "";
  const reserve = together(async (calls: { key: string; usd: number }[]) => {
    const input = JSON.stringify(calls.map((call, place) => ({ place, ...call })));
    const rows = await database.query(`SELECT * FROM ${schema}.reserve($1, $2) ORDER BY place`, [worker, input]);
    return rows.map(({ came, spent }) => ({ came: came as "yes" | "wait" | "no", spent: Number(spent) }));
  });
  const free = together(async (keys: string[]) => {
    await database.query(`DELETE FROM ${schema}.pledges WHERE worker = $1 AND key = ANY($2)`, [worker, keys]);
    return keys;
  });
  const budget: Budget = {
    check: () => {},
    async reserve(model, request, how, key = "", cache) {
      for (;;) {
        // Whoever is halted waits for no room, and says nothing of the budget.
        if (signal.aborted) return null;
        const usd = forecast.cost(model, request, how?.tier, cache);
        if (usd === null) {
          short = `the budget cannot be kept: no price known for ${model}`;
          return null;
        }
        if (usd > 0 && forecast.mustBeAlone(model, request)) {
          await sleep(roomMs, undefined, { signal }).catch(() => {});
          continue;
        }
        const { came, spent } = usd === 0 ? { came: "yes" as const, spent: 0 } : await reserve({ key, usd });
        if (came === "yes") return forecast.begin(model, usd);
        if (came === "no") {
          short = `the budget of ${dollars(limit)} has no room for another call (spent ${dollars(spent)}, a call may cost ${dollars(usd)})`;
          await database.query(`UPDATE ${schema}.about SET short = $1`, [short]);
          return null;
        }
        await sleep(roomMs, undefined, { signal }).catch(() => {});
      }
    },
    settle: ({ model }, usage) => forecast.end(model, usage),
    reason: () => short,
    left: () => limit,
  };
  const pledges: Pledges = {
    unkept: 0,
    // A reply's pledge goes with the reply; that of a call that cost nothing, at once.
    begin: async (key) => (usd) => void (usd === 0 && free(key).catch(() => {})),
    close: async () => {},
  };
  return { budget, pledges };
}
