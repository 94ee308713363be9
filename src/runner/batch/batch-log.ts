import { readdirSync } from "node:fs";
import { join } from "node:path";
import { openLines, readLines } from "../../lib/jsonl.ts";
import type { BatchState } from "../../models/batch/batch.ts";

/**
 * A line of `batches.jsonl`, or of a judge's log beside it, each on disk before what it speaks of
 * goes on: what is going to be handed over, that it was (`sure: false` where it was found by its
 * size alone), that what was found is another's, how it stands, that a request of it got no answer
 * and may be asked again, that none of it will be answered.
 */
type BatchLine = { tag: string; at: string } & (
  | { kind: "intent"; of: BatchUser; model: string; requests: string[] }
  | { kind: "created"; state: BatchState; sure: boolean }
  | { kind: "foreign"; id: string }
  | { kind: "state"; state: BatchState }
  | { kind: "unanswered"; request: string; why: string }
  | { kind: "void"; why: string }
);

/** Who asks by a batch. */
export type BatchUser = "run" | "judge";

/** A batch as the folder knows it. */
export interface KeptBatch {
  /** Ours for it; where the provider has a place for one, it stands there too. */
  tag: string;
  of: BatchUser;
  model: string;
  /** ISO time it was going to be handed over. */
  at: string;
  requests: ReadonlySet<string>;
  /** As it was last seen; null where it is not known whether the provider has it. */
  state: BatchState | null;
  sure: boolean;
  /** Batches at the provider that were taken for it and are not. */
  foreign: ReadonlySet<string>;
  /** Requests without an answer, and why. */
  unanswered: ReadonlyMap<string, string>;
  /** Why nothing of it will be answered, or null. */
  void: string | null;
}

/** The batches of a folder. */
export interface BatchLog {
  batches: readonly KeptBatch[];
  /** The batch that a request was handed over in last, where it may still be answered there. */
  holding(request: string): KeptBatch | null;
  /** Resolves once it is on disk. */
  note(line: Unstamped<BatchLine>): Promise<void>;
  close(): Promise<void>;
}

type Unstamped<Line> = Line extends BatchLine ? Omit<Line, "at"> : never;
type Building = KeptBatch & { foreign: Set<string>; unanswered: Map<string, string> };

/** Opens a log for going on with it, a new one where there is none. */
export async function openBatchLog(file: string): Promise<BatchLog> {
  const book = openBook();
  const journal = await openLines(file);
  try {
    for await (const line of readLines<BatchLine>(file)) book.add(line);
  } catch (error) {
    await journal.close();
    throw error;
  }
  return {
    batches: book.batches,
    holding: book.holding,
    async note(line) {
      const stamped = { ...line, at: new Date().toISOString() } as BatchLine;
      await journal.append(stamped);
      book.add(stamped);
    },
    close: () => journal.close(),
  };
}

/** The batches of a folder, of its run and of its judges, read and left as they are. */
export async function readBatches(dir: string): Promise<(KeptBatch & { file: string })[]> {
  const names = readdirSync(dir).filter((name) => /^batches(-[\w-]+)?\.jsonl$/.test(name));
  const books = names.toSorted().map(async (name) => {
    const file = join(dir, name);
    const book = openBook();
    for await (const line of readLines<BatchLine>(file)) book.add(line);
    return book.batches.map((batch) => ({ ...batch, file }));
  });
  return (await Promise.all(books)).flat();
}

function openBook() {
  const batches: Building[] = [];
  const byTag = new Map<string, Building>();
  const last = new Map<string, Building>();
  const begin = ({ tag, at, of, model, requests }: BatchLine & { kind: "intent" }) => {
    const nothing = { state: null, sure: true, foreign: new Set<string>(), unanswered: new Map<string, string>() };
    const batch: Building = { tag, of, model, at, requests: new Set(requests), ...nothing, void: null };
    batches.push(batch);
    byTag.set(tag, batch);
    for (const request of requests) last.set(request, batch);
  };
  return {
    batches: batches as readonly KeptBatch[],
    holding(request: string): KeptBatch | null {
      const batch = last.get(request);
      return batch === undefined || batch.void !== null || batch.unanswered.has(request) ? null : batch;
    },
    add(line: BatchLine): void {
      if (line.kind === "intent") return begin(line);
      const batch = byTag.get(line.tag);
      if (batch === undefined) return;
      if (line.kind === "void") batch.void = line.why;
      else if (line.kind === "unanswered") batch.unanswered.set(line.request, line.why);
      else if (line.kind === "foreign") {
        batch.foreign.add(line.id);
        batch.state = null;
      } else {
        batch.state = line.state;
        if (line.kind === "created") batch.sure = line.sure;
      }
    },
  };
}
