import { countReply } from "./count-reply.ts";
import { nextOf, stages } from "./stage.ts";
import { addReply, nothingSpent, type Spend } from "./spend.ts";
import { indexTrials } from "./trials/index-trials.ts";
import type { FailureLine, Plan, ReplyLine, Run } from "./trial.ts";

/** What a run's journal adds up to so far. Only trials under way are held with their replies. */
export interface Ledger {
  summary: Run["summary"];
  /** Replies of the trials begun and not complete. */
  begun: Map<string, ReplyLine[]>;
  failed: Map<string, string>;
  /** What all replies cost when they were asked, cached ones too. */
  cost: Spend;
  isDone(trial: string): boolean;
  /**
   * USD spent on replies that were not cached; one of unknown cost counts as the dearest of the
   * others.
   */
  spent(): number;
  /**
   * Counts a line; true when it completes its trial. Throws on a trial that is not in the plan, and
   * on what is no line.
   */
  add(line: ReplyLine | FailureLine): boolean;
}

/**
 * An empty ledger for a plan. A trial is done when, given its replies, its script has none left to
 * ask.
 */
export async function openLedger(plan: Plan): Promise<Ledger> {
  const { find, kindAt } = await indexTrials(plan);
  const stageOf = stages(plan);
  const begun = new Map<string, ReplyLine[]>();
  const failed = new Map<string, string>();
  const done = new Uint8Array(plan.trials.length);
  const summary = nothingDone(plan.trials.length);
  const costs = openCosts(summary);
  let lines = 0;
  const fail = (trial: string, error: string | null) => {
    if (error === null) failed.delete(trial);
    else failed.set(trial, error);
    summary.failed = failed.size;
  };
  const complete = (trial: string, place: number, replies: ReplyLine[]) => {
    begun.delete(trial);
    done[place] = 1;
    summary.done++;
    if (replies.some(({ reply }) => reply.stop === "refusal" || reply.stop === "filter")) summary.refused++;
    if (replies.every(({ cached }) => cached)) summary.cached++;
  };
  return {
    summary,
    begun,
    failed,
    cost: costs.all,
    isDone: (trial) => done[find(trial)] === 1,
    spent: costs.spent,
    add(line) {
      checkLine(line, ++lines);
      const { trial } = line;
      const place = find(trial);
      if (place < 0)
        throw new Error(`trial ${trial} is not in plan ${plan.id.slice(0, 12)}: this is another run's journal`);
      if (line.kind === "failure") {
        fail(trial, line.error);
        return false;
      }
      const replies = begun.get(trial) ?? [];
      if (done[place] === 1 || replies.some(({ turn }) => turn === line.turn)) return false;
      const kind = kindAt(place);
      replies.push(line);
      costs.add(line, kind.model);
      fail(trial, null);
      const whole = nextOf(stageOf(kind), kind, replies) === null;
      if (whole) complete(trial, place, replies);
      else begun.set(trial, replies);
      return whole;
    },
  };
}

/** The summary of so many trials before any is begun. */
export function nothingDone(planned: number): Run["summary"] {
  const counts = { planned, done: 0, failed: 0, refused: 0, cached: 0, inputTokens: 0, outputTokens: 0 };
  return { ...counts, usd: 0, stopped: null };
}

function openCosts(summary: Run["summary"]) {
  const all = nothingSpent();
  let [known, unknown, dearest] = [0, 0, 0];
  return {
    all,
    spent: () => known + unknown * dearest,
    add(line: ReplyLine, model: string) {
      countReply(summary, model, line);
      addReply(all, model, line.reply.usage, line.usd);
      if (line.cached) return;
      known += line.usd ?? 0;
      unknown += line.usd === null ? 1 : 0;
      dearest = Math.max(dearest, line.usd ?? 0);
    },
  };
}

function checkLine(line: ReplyLine | FailureLine, number: number): void {
  if (line?.kind === "failure" || (line?.kind === "reply" && typeof line.reply?.usage === "object")) return;
  throw new Error(
    `line ${number} of the journal is neither a reply nor a failure: remove it; what it held will be asked for again`,
  );
}
