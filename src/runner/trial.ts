import type { Message, Params, Reply } from "../models/model.ts";
import type { CacheUse } from "./cache-use.ts";
import type { Arm, Scenario } from "../scenarios/scenario.ts";
import type { ModelId } from "../models/known.ts";
import type { ScenarioId } from "../scenarios/known.ts";

/** `chat` plays the wording's script; `choice` asks the forced choice once in each order. */
export type Elicit = "chat" | "choice";

/** scenario × wording × condition × input × model × epoch: one conversation. */
export interface Trial {
  /** Hash of everything below; stable across runs. */
  id: string;
  scenario: ScenarioId;
  arm: Arm;
  wording: string;
  wordingHash: string;
  condition: Record<string, string>;
  input: string;
  model: ModelId;
  epoch: number;
  elicit: Elicit;
}

/** What a run will do, complete and serializable: the same plan run twice is the same run. */
export interface Plan {
  /** Hash of everything below. */
  id: string;
  seed: number;
  params: Params;
  models: string[];
  /** Snapshot of the scenarios, so that a run folder explains itself. */
  scenarios: Scenario[];
  /**
   * Balanced, and interleaved across arms in seeded random order. An array in all that reads it; a
   * large plan's makes each trial when it is asked for, and cannot be written to.
   */
  trials: Trial[];
}

export interface Attempt {
  /** ISO time. */
  at: string;
  ms: number;
  error: string | null;
}

/** A call that was answered, as every journal has it. */
export interface Answered {
  /** Cache key: hash of who was asked, and what, and how. */
  key: string;
  /** As it was received. */
  reply: Reply;
  /** Null where it was asked elsewhere. */
  cached: boolean | null;
  /**
   * USD at catalogue prices, spent or, where cached, saved; null where unknown, 0 for local and
   * simulated.
   */
  usd: number | null;
  attempts: Attempt[];
}

/** What a tool gave back in a conversation that took place elsewhere. */
export interface ToolResult {
  role: "tool";
  /** The tool's name, null where it is not known. */
  name: string | null;
  content: string;
}

/** A line of `trials.jsonl`: one reply, with what was said since the reply before it. */
export interface ReplyLine extends Answered {
  kind: "reply";
  trial: string;
  /** The reply's name in the script; `one-first` and `zero-first` in a forced choice. */
  turn: string;
  said: (Message | ToolResult)[];
  /** Of the wording, where it has one. */
  canary?: string;
  /** Why nothing that is read off the trial counts, where it was imported so. */
  invalid?: string;
}

/**
 * A line of `trials.jsonl`: a trial given up for this pass; asked again when the run is resumed.
 */
export interface FailureLine {
  kind: "failure";
  trial: string;
  turn: string;
  error: string;
  attempts: Attempt[];
}

/**
 * A trial with all that is known of it. `failed` and `pending` trials have the replies they got as
 * far as.
 */
export interface TrialResult {
  trial: Trial;
  status: "done" | "failed" | "pending";
  replies: ReplyLine[];
  error: string | null;
}

/** A run on disk. */
export interface Run {
  /** Folder with `manifest.json` and `trials.jsonl`. */
  dir: string;
  plan: Plan;
  summary: {
    planned: number;
    done: number;
    failed: number;
    /** Done, with a refused or filtered reply among theirs. */
    refused: number;
    /** Done without asking: every reply was cached. */
    cached: number;
    /** Of all replies, as far as their providers said. */
    inputTokens: number;
    outputTokens: number;
    /** Spent on what was not cached; null when the cost of any of it is unknown. */
    usd: number | null;
    /**
     * What providers' prompt caches came to, of the replies that were paid for; absent where none
     * was used.
     */
    promptCache?: CacheUse;
    /** Why it ended before every trial was done, or null. */
    stopped: string | null;
    /**
     * What was known, in words, where that is why asking stopped: `until` was met. Running the same
     * without `until` goes on.
     */
    known?: string;
  };
}
