import { limit } from "../../lib/limit.ts";
import type { Terms } from "../answer.ts";
import { openAsker } from "../asker.ts";
import type { Lookup } from "../lookup.ts";
import { playing } from "../play.ts";
import type { CallEvent } from "../progress.ts";
import { openRepeats } from "../prompt-cache/repeats.ts";
import type { Opened } from "../subjects.ts";
import type { Plan, ReplyLine, Run, Trial } from "../trial.ts";
import { drawing } from "./draw.ts";
import { keeping } from "./keep.ts";
import type { Leases } from "./leases.ts";
import type { Queue } from "./open-queue.ts";
import { openSharedPurse } from "./purse.ts";
import { paced } from "./rates.ts";
import type { Came, Settled } from "./settle.ts";
import { openUnderWay } from "./under-way.ts";
import type { WorkerFolder } from "./worker-folder.ts";

/** A worker that has signed up. */
interface Worker extends Pick<Terms, "halt" | "streaks" | "retry" | "onRetry"> {
  queue: Queue;
  concurrency: number;
  subjects: Map<string, Opened>;
  lookup: Lookup;
  folder: WorkerFolder;
  leases: Leases;
  settle(settled: Settled): Promise<Came>;
  summary: Run["summary"];
  tell(event: CallEvent): void;
}

/** Leases trials and plays them, until none is left or the worker is halted. */
export async function askLeased(worker: Worker): Promise<void> {
  const { queue, concurrency, subjects, lookup, folder, leases, halt, streaks } = worker;
  const plan: Plan = { ...queue.head, trials: [] };
  const underWay = openUnderWay(plan, leases);
  const recorder = keeping({ ...worker, underWay });
  const purse = (await openSharedPurse(queue, folder.id, halt.drain)) ?? { budget: null, pledges: null };
  const asker = openAsker<ReplyLine>({ ...worker, ...purse, lookup, recorder });
  const halted = (model: string) => halt.reason !== null || streaks.givenUp(model) !== null;
  const atPace = new Map([...subjects].map(([id, subject]) => [id, paced(queue, subject)]));
  const { lasts, times } = queue.head.caching ?? {};
  const caching = lasts ? { repeats: openRepeats(plan, lasts, new Map(times)) } : null;
  const play = playing({ plan, ledger: underWay, subjects: atPace, asker, recorder, halted, caching });
  const one = async (trial: Trial) => {
    const before = underWay.begun.get(trial.id)!.length;
    const ended = await play(trial);
    // Over before it was leased: its job stands, and would be leased again and again.
    if (ended?.status === "done" && ended.replies.length === before) await leases.end(trial.id);
    else if (ended !== null) leases.drop(trial.id);
    // Left where another worker's reply stood: it goes on from there.
    else if (!halted(trial.model)) await leases.giveBack(trial.id);
    underWay.forget(trial.id);
  };
  const models = [...subjects.keys()];
  const trials = drawing({ queue, models, concurrency, leases, halted, halt, underWay });
  await limit(trials, concurrency, (trial) =>
    one(trial).catch((error: unknown) => {
      halt.stop("an error");
      throw error;
    }),
  );
  recorder.check();
}
