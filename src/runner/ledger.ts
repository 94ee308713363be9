import { nextOf, stages } from "./stage.ts";
import { addReply, nothingSpent, type Spend } from "./spend.ts";
import type { FailureLine, Plan, ReplyLine, Run, Trial } from "./trial.ts";

/** What a run's journal adds up to so far. Only trials under way are held with their replies. */
export interface Ledger {
  summary: Run["summary"];
  /** Replies of the trials begun and not complete. */
  begun: Map<string, ReplyLine[]>;
  failed: Map<string, string>;
  /** What all replies cost when they were asked, cached ones too. */
  cost: Spend;
  isDone(trial: string): boolean;
  /** USD spent on replies that were not cached; one of unknown cost counts as the dearest of the others. */
  spent(): number;
  /** Counts a line; true when it completes its trial. Throws on a trial that is not in the plan, and on what is no line. */
  add(line: ReplyLine | FailureLine): boolean;
}

/** An empty ledger for a plan. A trial is done when, given its replies, its script has none left to ask. */
export function openLedger(plan: Plan): Ledger {
  const trials = new Map<string, Trial>(plan.trials.map((trial) => [trial.id, trial]));
  const stageOf = stages(plan);
  const begun = new Map<string, ReplyLine[]>();
  const failed = new Map<string, string>();
  const done = new Set<string>();
  let lines = 0;
  const summary: Run["summary"] = {
    planned: plan.trials.length,
    done: 0,
    failed: 0,
    refused: 0,
    cached: 0,
    inputTokens: 0,
    outputTokens: 0,
    usd: 0,
    stopped: null,
  };
  const cost = nothingSpent();
  const costs = { known: 0, unknown: 0, dearest: 0 };
  const count = ({ reply, cached, usd }: ReplyLine) => {
    summary.inputTokens += reply.usage.input ?? 0;
    summary.outputTokens += reply.usage.output ?? 0;
    addReply(cost, reply.usage, usd);
    if (cached) return;
    summary.usd = summary.usd === null || usd === null ? null : summary.usd + usd;
    costs.known += usd ?? 0;
    costs.unknown += usd === null ? 1 : 0;
    costs.dearest = Math.max(costs.dearest, usd ?? 0);
  };
  return {
    summary,
    begun,
    failed,
    cost,
    isDone: (trial) => done.has(trial),
    spent: () => costs.known + costs.unknown * costs.dearest,
    add(line) {
      lines++;
      if (line?.kind !== "failure" && (line?.kind !== "reply" || typeof line.reply?.usage !== "object"))
        throw new Error(
          `line ${lines} of the journal is neither a reply nor a failure: remove it; what it held will be asked for again`,
        );
      const trial = trials.get(line.trial);
      if (!trial)
        throw new Error(`trial ${line.trial} is not in plan ${plan.id.slice(0, 12)}: this is another run's journal`);
      if (line.kind === "failure") {
        failed.set(trial.id, line.error);
        summary.failed = failed.size;
        return false;
      }
      const replies = begun.get(trial.id) ?? [];
      if (done.has(trial.id) || replies.some(({ turn }) => turn === line.turn)) return false;
      replies.push(line);
      count(line);
      failed.delete(trial.id);
      summary.failed = failed.size;
      if (nextOf(stageOf(trial), trial, replies) !== null) {
        begun.set(trial.id, replies);
        return false;
      }
      begun.delete(trial.id);
      done.add(trial.id);
      summary.done++;
      if (replies.some(({ reply }) => reply.stop === "refusal" || reply.stop === "filter")) summary.refused++;
      if (replies.every(({ cached }) => cached)) summary.cached++;
      return true;
    },
  };
}
