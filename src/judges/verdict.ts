/**
 * What a judge made of one outcome of one trial. Missing is never zero: it is `unscored`, with the
 * reason.
 */
export type Verdict =
  { status: "scored"; value: number; evidence: string | null } | { status: "unscored"; reason: string };

/** A line of `grades.jsonl`. `value` is 0, 1 or a proportion in between. */
export type Grade = Verdict & {
  trial: string;
  outcome: string;
  /** `pattern`, `choice`, or the judge model's id. */
  judge: string;
  /** Hash of judge, parameters, rubric or pattern, and what it saw. */
  hash: string;
  /** Of a panel: what each of its members made of it. */
  members?: Member[];
};

/** One judge's own verdict in a panel. */
export type Member = Verdict & Pick<Grade, "judge" | "hash">;
