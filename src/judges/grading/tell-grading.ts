import type { Halt } from "../../runner/halt.ts";
import { nothingDone } from "../../runner/ledger.ts";
import { telling, type Progress } from "../../runner/progress.ts";
import { showProgress } from "../../runner/show.ts";

/**
 * Fewer trials are graded before anybody would look, and so many are graded between two tidings.
 */
const [worthTelling, between] = [20_000, 100];

/** How the grading of trials is getting on where no judge tells of it. */
export interface GradingProgress {
  /** Counts a trial. Throws an AbortError where the grading of many was interrupted. */
  count(): void;
  end(): void;
}

/**
 * Tells of `planned` trials that are graded without a judge, in the notebook cell or the terminal
 * unless `onProgress` is there to hear it; of few nothing is told.
 */
export function tellGrading(
  dir: string,
  planned: number,
  halt: Halt,
  onProgress: ((progress: Progress) => void) | undefined,
): GradingProgress {
  const summary = nothingDone(planned);
  const isLong = planned >= worthTelling;
  const listen = isLong ? (onProgress ?? showProgress()) : null;
  // What was interrupted before, as while it was asked, is graded as far as it came.
  const endsEarly = isLong && halt.reason === null;
  const tell = listen && telling(dir, summary, halt, (progress) => listen({ ...progress, task: "grading" }));
  return {
    count() {
      if (endsEarly && halt.reason !== null)
        throw new DOMException(`grading was ${halt.reason}: run it again`, "AbortError");
      if (++summary.done % between === 0) tell?.({ kind: "reply" });
    },
    end: () => tell?.(null),
  };
}
