import { dollars, whole } from "../lib/number-text.ts";
import { openPlace, openQueue } from "../runner/queue/open-queue.ts";
import { withWords } from "../runner/queue/reach.ts";
import { work as start } from "../runner/queue/work.ts";
import type { Worked } from "../runner/queue/work-options.ts";
import type { work } from "./commands/work.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { pick } from "./frame/pick.ts";
import { interruptible } from "./interruptible.ts";

/** `parallax work`: all done when nothing of its models is left to ask. */
export async function main({ options, named: [address] }: Given<typeof work>, show: Show): Promise<number> {
  const place = await openPlace(address, "");
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => place.database.close().catch(() => {}));
  const queue = await withWords(place.shown, () => openQueue(place));
  cleanup.defer(() => queue.close().catch(() => {}));
  const rest = pick(options, "concurrency", "mode", "cassette", "dir", "requestsPerMinute", "tokensPerMinute");
  const models = options.model === undefined ? {} : { models: options.model };
  return await interruptible(async ({ signal, abort }) => {
    const worked = await withWords(place.shown, () => start(queue, { ...rest, ...models, signal, abort }));
    show({ text: inWords(worked), json: () => worked });
    if (signal.aborted) return exitCode.interrupted;
    return worked.stopped === null ? exitCode.done : exitCode.notAll;
  });
}

function inWords({ dir, done, failed, usd, left, stopped }: Worked): string {
  const counts = [`${whole(done)} done`, failed > 0 && `${whole(failed)} given up`, usd && dollars(usd)].filter(
    Boolean,
  );
  return [
    `${counts.join(", ")}${stopped === null ? "" : `; stopped: ${stopped}`}`,
    ...left.map(({ model, why }) => `left to other workers: ${model} (${why})`),
    dir,
  ].join("\n");
}
