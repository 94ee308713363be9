import type { Reply, Stop, ToolCall, Usage } from "../../models/model.ts";
import type { Elicit, ReplyLine } from "../../runner/trial.ts";
import type { Verdict } from "../../judges/verdict.ts";
import type { Arm } from "../../scenarios/scenario.ts";

/** Something said to the subject, or given back to it by a tool. */
export type Said = ReplyLine["said"][number];

/** One reply of a conversation that took place elsewhere; null is what nobody knows. */
export interface Replied {
  /** Its name in a script, where the source names it. */
  turn: string | null;
  /** Since the reply before. */
  said: Said[];
  text: string;
  reasoning: string | null;
  calls: ToolCall[] | null;
  stop: Stop | null;
  stopDetail: string | null;
  usage: Usage;
  servedModel: string | null;
  requestId: string | null;
  latencyMs: Reply["latencyMs"];
  /** Of a forced choice. */
  choices: Reply["choices"];
}

/** A score or label as a source has it, whatever its scale. */
export interface RawScore {
  outcome: string;
  /** Who gave it: a scorer's, a judge's or a person's name. */
  judge: string;
  value: unknown;
  /** Why there is none, or what it rests on. */
  reason: string | null;
  evidence: string | null;
  /** It is on a scale that goes beyond 1, such as 1 to 10, whatever its value. */
  beyond?: true;
  /** It was read off a forced choice. */
  choice?: true;
  /** It leads where it comes from. */
  headline?: true;
  /** What it was before somebody edited it, first to last. */
  earlier?: Omit<RawScore, "outcome" | "earlier" | "beyond" | "choice" | "headline">[];
}

/** What a tool's files say of a conversation without being asked. */
export interface Known {
  trial?: string;
  scenario?: string;
  model?: string;
  arm?: string;
  wording?: string;
  input?: string;
  epoch?: number;
  condition?: Record<string, string>;
  canary?: string;
  elicit?: Elicit;
  /** It comes from an export of this project, which says everything. */
  exported?: true;
  replies: Replied[];
  scores: RawScore[];
  /** Why there is no reply. */
  error?: string;
  /** Why nothing that is read off the replies counts. */
  invalid?: string;
  /** What was said was made up as it went, so that no two texts of a wording need be alike. */
  live?: true;
}

/**
 * One record of a source: what paths are dotted into, where it stands, and what its tool says of
 * it.
 */
export interface Entry {
  file: string;
  /** Such as "line 3". */
  at: string;
  record: unknown;
  known: Known;
  /** How much of its file has been read by then, from 0 to 1, where that is known. */
  through?: number;
}

/** What is left out of an import, and why. */
export interface LeftOut {
  place: string;
  reason: string;
}

/** A score as a verdict. */
export interface Came {
  outcome: string;
  /**
   * Its value is none that counts from 0 to 1, so that the outcome's others cannot be taken as
   * such.
   */
  beyond?: true;
  choice?: true;
  headline?: true;
  judge: string;
  verdict: Verdict;
  earlier?: Pick<Came, "judge" | "verdict">[];
}

/** One conversation, by everything that tells it from others. */
export interface Exchange extends Pick<
  Known,
  "trial" | "canary" | "elicit" | "error" | "invalid" | "live" | "exported" | "replies"
> {
  /** File and place in it. */
  place: string;
  file: string;
  scenario: string;
  model: string;
  arm: Arm;
  wording: string;
  input: string;
  /** Null where the source does not say. */
  epoch: number | null;
  condition: Record<string, string>;
  scores: Came[];
  labels: Came[];
}

const noUsage: Usage = { input: null, output: null, cachedInput: null, reasoning: null };

/** A reply of which nothing is known but its text. */
export const plainReply = (text: string, more: Partial<Replied> = {}): Replied => ({
  turn: null,
  said: [],
  text,
  reasoning: null,
  calls: null,
  stop: null,
  stopDetail: null,
  usage: noUsage,
  servedModel: null,
  requestId: null,
  latencyMs: null,
  choices: null,
  ...more,
});
