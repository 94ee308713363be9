import { lazyList } from "../../lib/lazy-list.ts";
import {
  codedColumn,
  hashColumn,
  numbersColumn,
  type CodedColumn,
  type HashColumn,
  type Packed,
} from "../../lib/packed.ts";
import type { Plan, Trial } from "../../runner/trial.ts";
import type { Grade } from "../verdict.ts";
import { gradeStarts, type GradeStarts } from "./grade-starts.ts";
import type { TrialSummary } from "./results.ts";

/** Columns of a plan's trials, an entry each, in its order. */
interface SummaryColumns extends Record<"status" | "stop" | "servedModel" | "recognised" | "evalAware", Coded> {
  replyHash: HashColumn;
  replyLength: Packed<number>;
  inputTokens: Packed<number>;
  outputTokens: Packed<number>;
  usd: Packed<number>;
  latencyMs: Packed<number>;
  cached: CodedColumn<boolean>;
  ownFate: CodedColumn<boolean>;
}

type Coded = CodedColumn<string>;

/** Columns of their grades, an entry for each outcome of each trial. */
interface GradeColumns extends Record<"outcome" | "judge" | "reason" | "unjudged" | "evidence", Coded> {
  hash: Packed<string>;
  value: Packed<number>;
  /** As JSON. */
  members: Coded;
}

/**
 * Summaries and grades of a plan's trials in columns, which take some 90 bytes a trial and 50 a
 * grade whatever was said of them; in the plan's order whatever order they come in.
 */
export interface Graded {
  plan: Plan;
  starts: GradeStarts;
  summaries: SummaryColumns;
  gradeColumns: GradeColumns;
  /** Of the trial at a place in the plan. */
  put(place: number, summary: TrialSummary, grades: readonly Grade[]): void;
  trials(): TrialSummary[];
  grades(): Grade[];
  gradeAt(at: number, trial: string): Grade;
  /** Whether each of them is known to be in `grades.jsonl`, once. */
  isSaved: boolean;
  /** The grades of trials that were put. */
  fresh(): Iterable<Grade>;
}

/** Trials up to which summaries and grades are made once and held; of more each when asked for. */
const most = 1 << 15;

/** Columns of no grades yet. */
export function openGraded(plan: Plan, held = most): Graded {
  const { length } = plan.trials;
  const starts = gradeStarts(plan);
  const summaries = summaryColumns(length);
  const gradeColumns = columnsOfGrades(starts.count);
  const isFresh = new Uint8Array(length);
  const summaryAt = reading(summaries);
  const gradeAt = readingGrades(gradeColumns);
  function* gradesOf(place: number, { id }: Trial): Generator<Grade> {
    for (let at = starts.of(place); at < starts.of(place + 1); at++) yield gradeAt(at, id);
  }
  function* allGrades(): Generator<Grade> {
    for (const [place, trial] of plan.trials.entries()) yield* gradesOf(place, trial);
  }
  const allTrials = () => Iterator.from(plan.trials.entries()).map(([place, trial]) => summaryAt(place, trial));
  const listed = <T>(count: number, walk: () => Iterable<T>, at: (place: number) => T): T[] =>
    length <= held ? [...walk()] : lazyList({ length: count, walk, at });
  const idOf = (grade: number) => plan.trials[starts.trialOf(grade)]!.id;
  return {
    plan,
    starts,
    summaries,
    gradeColumns,
    gradeAt,
    isSaved: false,
    put(place, summary, grades) {
      if (grades.length !== starts.of(place + 1) - starts.of(place))
        throw new Error(`trial ${summary.trial.id} has ${grades.length} grades, and another number of outcomes`);
      isFresh[place] = 1;
      putSummary(summaries, place, summary);
      grades.forEach((grade, index) => putGrade(gradeColumns, starts.of(place) + index, grade));
    },
    trials: () => listed(length, allTrials, (place) => summaryAt(place, plan.trials[place]!)),
    grades: () => listed(starts.count, allGrades, (at) => gradeAt(at, idOf(at))),
    *fresh() {
      for (const [place, trial] of plan.trials.entries()) if (isFresh[place] === 1) yield* gradesOf(place, trial);
    },
  };
}

function summaryColumns(length: number): SummaryColumns {
  const text = () => codedColumn<string>(length);
  const number = () => numbersColumn(length);
  return {
    status: text(),
    replyHash: hashColumn(length),
    replyLength: number(),
    stop: text(),
    servedModel: text(),
    inputTokens: number(),
    outputTokens: number(),
    usd: number(),
    latencyMs: number(),
    cached: codedColumn<boolean>(length),
    recognised: text(),
    evalAware: text(),
    ownFate: codedColumn<boolean>(length),
  };
}

function columnsOfGrades(length: number): GradeColumns {
  const text = () => codedColumn<string>(length);
  return {
    outcome: text(),
    judge: text(),
    hash: hashColumn(length),
    value: numbersColumn(length),
    reason: text(),
    unjudged: text(),
    evidence: text(),
    members: text(),
  };
}

const plain = [
  "status",
  "replyHash",
  "replyLength",
  "stop",
  "servedModel",
  "inputTokens",
  "outputTokens",
  "usd",
  "latencyMs",
  "cached",
] as const;
const said = ["recognised", "evalAware", "ownFate"] as const;

function putSummary(columns: SummaryColumns, at: number, summary: TrialSummary): void {
  for (const name of plain) (columns[name] as Packed<unknown>).set(at, summary[name]);
  for (const name of said) (columns[name] as Packed<unknown>).set(at, summary.spoken?.[name] ?? null);
}

/** Reads the summary at a place. */
function reading(columns: SummaryColumns): (at: number, trial: Trial) => TrialSummary {
  const pick = (names: readonly (keyof SummaryColumns)[], at: number) =>
    Object.fromEntries(names.map((name) => [name, columns[name].get(at)]));
  return (at, trial) => {
    const spoken = trial.elicit === "chat" ? { spoken: pick(said, at) } : {};
    return { trial, ...pick(plain, at), ...spoken } as unknown as TrialSummary;
  };
}

function putGrade(columns: GradeColumns, at: number, grade: Grade): void {
  const scored = grade.status === "scored";
  columns.outcome.set(at, grade.outcome);
  columns.judge.set(at, grade.judge);
  columns.hash.set(at, grade.hash);
  columns.value.set(at, scored ? grade.value : null);
  columns.reason.set(at, scored ? null : grade.reason);
  columns.unjudged.set(at, scored ? null : (grade.unjudged ?? null));
  columns.evidence.set(at, grade.evidence ?? null);
  columns.members.set(at, grade.members === undefined ? null : JSON.stringify(grade.members));
}

function readingGrades(columns: GradeColumns): (at: number, trial: string) => Grade {
  const { outcome, judge, hash, value, reason, unjudged, evidence, members } = columns;
  return (at, trial) => {
    const head = { trial, outcome: outcome.get(at), judge: judge.get(at), hash: hash.get(at) };
    const [scored, words, open] = [value.get(at), evidence.get(at), unjudged.get(at)];
    const verdict =
      scored !== null
        ? { status: "scored", value: scored, evidence: words }
        : {
            status: "unscored",
            reason: reason.get(at),
            ...(open !== null && { unjudged: open }),
            ...(words !== null && { evidence: words }),
          };
    const panel = members.get(at);
    return { ...head, ...verdict, ...(panel !== null && { members: JSON.parse(panel) as object }) } as Grade;
  };
}
