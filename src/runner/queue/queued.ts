import type { Appender } from "../../lib/jsonl.ts";
import type { CacheMark } from "../../models/model.ts";
import type { Halt } from "../halt.ts";
import type { Identity } from "../key.ts";
import type { Ledger } from "../ledger.ts";
import type { CallEvent } from "../progress.ts";
import type { Plan } from "../trial.ts";
import type { QueueOptions } from "./queue-options.ts";
import type { WorkOptions } from "./work-options.ts";

/** A run's folder, open, and how the one worker of an embedded queue asks. */
export interface Queued {
  dir: string;
  plan: Plan;
  identities: Identity[];
  queue: Required<QueueOptions>;
  promptCache: CacheMark["lasts"] | null;
  budgetUsd?: number;
  journal: Appender;
  ledger: Ledger;
  halt: Halt;
  tell(event: CallEvent): void;
  working: WorkOptions;
}
