import { existsSync } from "node:fs";
import { join } from "node:path";
import { openLines, readLines, type Appender } from "../../lib/jsonl.ts";
import type { Reply } from "../../models/model.ts";
import { addReply, nothingSpent, type Spend } from "../../runner/spend.ts";
import type { Answered } from "../../runner/trial.ts";

/** A line of `judgements.jsonl`: one reply of a judge. */
export interface JudgementLine extends Answered {
  kind: "judgement";
  /** The trial and outcome it was first asked for; another trial with the same words shares it. */
  trial: string;
  outcome: string;
  judge: string;
  /** Hash of what was asked, whoever was asked. */
  question: string;
}

/** What of a judgement a verdict is read from. */
export type Judgement = Pick<JudgementLine, "judge" | "key"> & { reply: Pick<Reply, "text" | "stop" | "stopDetail"> };

/** A folder's judgements so far. */
export interface Judgements {
  file: string;
  /** What they cost in all, in USD, as far as prices are known. */
  usd: number;
  /** What they cost when they were asked, cached ones too. */
  cost: Spend;
  find(key: string): Judgement | undefined;
  /** The keys of those that were paid for here, and not found in the cache. */
  paid: ReadonlySet<string>;
  /** What a judge replied to a question. */
  said(judge: string, question: string): Judgement | undefined;
  /** The last judge's reply to a question. */
  latest(question: string): Judgement | undefined;
  /** As an {@link Appender}'s. */
  readonly deleted: Error | null;
  /** Resolves when the line is on disk and found here. */
  append(line: JudgementLine): Promise<void>;
  close(): Promise<void>;
}

/** The judgements on a folder's disk, in the order they were made. */
export async function* readJudgements(dir: string): AsyncGenerator<JudgementLine> {
  const file = join(dir, "judgements.jsonl");
  if (existsSync(file)) yield* readLines<JudgementLine>(file);
}

/** Opens `judgements.jsonl` of a folder; the file is made when the first judgement is appended. */
export async function openJudgements(dir: string): Promise<Judgements> {
  const file = join(dir, "judgements.jsonl");
  const byKey = new Map<string, Judgement>();
  const byJudge = new Map<string, Judgement>();
  const byQuestion = new Map<string, Judgement>();
  const paid = new Set<string>();
  const cost = nothingSpent();
  let usd = 0;
  const keep = ({ judge, key, question, reply: { text, stop, stopDetail, usage }, ...line }: JudgementLine) => {
    const judgement = { judge, key, reply: { text, stop, stopDetail } };
    byKey.set(key, judgement);
    byJudge.set(`${judge} ${question}`, judgement);
    byQuestion.set(question, judgement);
    addReply(cost, judge, usage, line.usd);
    if (line.cached) return;
    usd += line.usd ?? 0;
    paid.add(key);
  };
  for await (const line of readJudgements(dir)) keep(line);
  let journal: Promise<Appender> | null = null;
  let opened: Appender | null = null;
  return {
    file,
    get deleted() {
      return opened?.deleted ?? null;
    },
    get usd() {
      return usd;
    },
    cost,
    find: (key) => byKey.get(key),
    paid,
    said: (judge, question) => byJudge.get(`${judge} ${question}`),
    latest: (question) => byQuestion.get(question),
    async append(line) {
      journal ??= openLines(file);
      opened = await journal;
      await opened.append(line);
      keep(line);
    },
    async close() {
      await (await journal?.catch(() => null))?.close();
    },
  };
}
