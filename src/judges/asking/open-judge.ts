import { join } from "node:path";
import { checkOptions } from "../../lib/check-options.ts";
import { paramNames } from "../../models/param-names.ts";
import { hash } from "../../lib/hash.ts";
import type { Model } from "../../models/model.ts";
import { ambient } from "../../runner/ambient.ts";
import { openAsker } from "../../runner/asker.ts";
import { completeBatch } from "../../runner/batch/batch-options.ts";
import { openAskingBy } from "../../runner/batch/asking-by.ts";
import { countReply } from "../../runner/count-reply.ts";
import { nothingDone } from "../../runner/ledger.ts";
import { atAnyTier } from "../../runner/key.ts";
import type { Lookup } from "../../runner/lookup.ts";
import { noteFacts } from "../../runner/note-facts.ts";
import { hearing, telling, type Progress } from "../../runner/progress.ts";
import { openPurse } from "../../runner/pledges.ts";
import { recording } from "../../runner/record.ts";
import { completeRetry } from "../../runner/retry.ts";
import { openStreaks } from "../../runner/streak.ts";
import { openSubjects, type Opened } from "../../runner/subjects.ts";
import type { Call } from "../../runner/answer.ts";
import type { Answered } from "../../runner/trial.ts";
import type { AskOptions } from "./ask-options.ts";
import { askUntilAnswered } from "./ask-until-answered.ts";
import type { Inquiry } from "./inquiry.ts";
import type { Judgement, JudgementLine, Judgements } from "./judgements.ts";
import type { Question } from "./question.ts";
import { spellOut } from "./spell-out.ts";

/**
 * A model that answers questions by a JSON schema: a judge of rubrics or of points, or a writer.
 */
export interface Judge {
  id: string;
  /**
   * Its reply, or in words why there is none. One of another form than asked for is kept and asked
   * again, up to three times in one grading, and anew in the next; where none is better the last is
   * returned. Throws on a miss in replay, and when the reply cannot be kept.
   */
  ask(question: Question, trial: string, outcome: string): Promise<Judgement | string>;
  /** Throws where a judgement could not be kept. */
  check(): void;
  /** Counts a trial as graded, for the display of progress. */
  count(): void;
  close(): Promise<void>;
}

/**
 * Where a judge's progress is told, and the plan whose trials it judges; nothing where it judges
 * none.
 */
export interface Task {
  plan?: { id: string; trials: readonly unknown[] };
  onProgress?(progress: Progress): void;
}

/**
 * Opens a judge by id, or one that is open already. Throws when it cannot answer by a schema or
 * refuses the parameters.
 */
export async function openJudge(
  model: string | Model,
  inquiry: Inquiry,
  options: AskOptions,
  { plan, onProgress = () => {} }: Task = {},
): Promise<Judge> {
  const { dir, judgements, halt } = inquiry;
  const lookup = await inquiry.lookup();
  const batch = lookup.mode === "replay" ? null : completeBatch(options.batch);
  const judge = await openSubject(model, options, lookup);
  const { id } = judge;
  const purse = await openPurse(fileOf(dir, id, "budget"), purseOf(options, judgements), [id]);
  if (lookup.mode !== "replay") ambient().budget?.check([id]);
  const counts = nothingDone(plan?.trials.length ?? 0);
  const tell = telling(dir, counts, halt, onProgress);
  const note = (line: JudgementLine) => {
    countReply(counts, id, line);
    if (line.cached) counts.cached++;
    tell({ kind: "reply" });
  };
  const failed = (error: string): string => {
    counts.failed++;
    tell({ kind: "failure", error });
    return `judge gave no reply: ${error}`;
  };
  const recorder = recording({ file: judgements.file, journal: judgements, lookup, halt, note });
  const streaks = openStreaks();
  const terms = { halt, ...purse, streaks, retry: completeRetry(options.retry), ...hearing(tell) };
  const batching = await openAskingBy(lookup, batch, { ...terms, ...batchesOf(dir, id) });
  const asker = openAsker<JudgementLine, Judgement>({ ...batching.by, recorder, held: judgements.find, ...terms });

  const askOnce = async (question: Question, attempt: number, trial: string, outcome: string) => {
    const call = callOf(judge, question, attempt);
    const got = await asker.ask(call, lineFor({ trial, outcome, judge: id, question: question.hash }));
    if (got === null) {
      recorder.check();
      halt.stop(streaks.givenUp(id) ?? halt.reason ?? "nothing more is asked");
      return `not judged: ${halt.reason}`;
    }
    if ("error" in got) return failed(got.error);
    checkReplayed(got, lookup, `trial ${trial}, outcome ${outcome}`);
    return got;
  };
  return {
    id,
    ask: (question, trial, outcome) =>
      askUntilAnswered(attemptsAt(judge, question, judgements, lookup), (attempt) =>
        askOnce(question, attempt, trial, outcome),
      ),
    check: recorder.check,
    count: () => void counts.done++,
    async close() {
      await batching.close();
      counts.stopped = halt.reason;
      tell(null);
      noteFacts(plan?.id ?? null, lookup.mode, judgements.file, judgements.cost);
      await Promise.all([judge.close(), purse.pledges?.close()]);
    },
  };
}

const purseOf = ({ budgetUsd }: AskOptions, { paid, usd }: Judgements) => ({ budgetUsd, paid, spent: usd });

/** A judge's own file of a kind, beside its run's. */
const fileOf = (dir: string, id: string, kind: string): string =>
  join(dir, `${kind}-${hash(["judge", id]).slice(0, 12)}.jsonl`);

/** The log of a judge's batches, beside its run's, and what its requests are named by. */
function batchesOf(dir: string, id: string) {
  const owner = hash(["judge", id]);
  return { file: fileOf(dir, id, "batches"), owner, of: "judge" as const };
}

const keyOf = ({ identity }: Opened, { request }: Question, attempt: number): string =>
  hash([identity, atAnyTier(request), attempt, "judge", null]);

/** Which attempts at a question are answered already, and whether more may be made. */
function attemptsAt(judge: Opened, question: Question, judgements: Judgements, lookup: Lookup) {
  const there = (attempt: number): boolean => {
    const key = keyOf(judge, question, attempt);
    return judgements.find(key) !== undefined || lookup.find(key) !== null;
  };
  return { question, there, mayAsk: lookup.mode !== "replay" };
}

/** How a judgement is written down, and what a miss in replay is called. */
function lineFor(of: Pick<JudgementLine, "trial" | "outcome" | "judge" | "question">) {
  return {
    lineOf: (answered: Answered): JudgementLine => ({ kind: "judgement", ...of, ...answered }),
    missing: () =>
      `replay has no judgement of trial ${of.trial}, outcome ${of.outcome}: grade it once with mode "auto"`,
  };
}

/** A question as it is sent. The same seed again would only give the same answer again. */
function callOf(subject: Opened, question: Question, attempt: number): Call {
  const request = spellOut(question.request);
  const seed = request.seed === null ? null : request.seed + attempt;
  return { key: keyOf(subject, question, attempt), subject, request: { ...request, seed }, context: {} };
}

async function openSubject(model: string | Model, { params = {}, batch }: AskOptions, lookup: Lookup): Promise<Opened> {
  checkOptions("params", params, paramNames);
  const id = typeof model === "string" ? model : model.id;
  const asked = { models: [id], params, trials: [] };
  const subjects = await openSubjects(asked, typeof model === "string" ? [] : [model], lookup, {
    batch: Boolean(batch),
  });
  const judge = subjects.get(id)!;
  if (judge.can.schema) return judge;
  await judge.close();
  throw new Error(`${id} cannot answer by a JSON schema, which judging by a rubric needs: name another judge`);
}

/** Throws where the folder's judgement is another than replay would give. */
function checkReplayed({ key, reply }: Judgement, lookup: Lookup, what: string): void {
  const replayed = lookup.mode === "replay" ? lookup.find(key) : null;
  if (replayed !== null && replayed.text !== reply.text)
    throw new Error(
      `the run's folder holds another judgement of ${what}, than replay gives: give the run another dir, or move that folder away`,
    );
}
