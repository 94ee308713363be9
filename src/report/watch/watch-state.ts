import { rows } from "../../frames/rows.ts";
import { grade } from "../../judges/grading/grade.ts";
import { plainText, shorten } from "../../lib/escape.ts";
import { fixed, signed, whole } from "../../lib/number-text.ts";
import { gapInterval } from "../../plots/gap-interval.ts";
import { subject } from "../../plots/gap-words.ts";
import { headOf, nameOf, namesOf, type Names } from "../../plots/names.ts";
import { readJournal } from "../../runner/journal/read-journal.ts";
import { openRun } from "../../runner/open-run.ts";
import { unspoiled } from "../../scenarios/unspoiled.ts";
import { gap as gapsOf } from "../../stats/gap/gap.ts";
import type { Gap } from "../../stats/gap/gap.ts";
import { isTooWide } from "../../stats/notes/gap-notes.ts";
import { leading } from "../../stats/gap/leading.ts";
import { withControls } from "../../stats/gap/with-controls.ts";

/** What a run under way has come to. */
export interface SoFar {
  /** ISO time at which it was read. */
  at: string;
  /** Gaps of the outcomes that need no judge, as words: headline outcomes first. */
  gaps: { name: string; of: string; gap: string; interval: string; width: string; counts: string; unscored: string }[];
  /** Why trials have failed, the commonest first, with how many calls did. */
  failures: { reason: string; count: number }[];
}

const mostFailures = 10;

/**
 * Reads a run as it stands on disk: its gaps so far, of what needs no judge, and why trials failed.
 * Writes nothing. Throws when the folder is not a run's.
 */
export async function soFar(dir: string): Promise<SoFar> {
  const at = new Date().toISOString();
  const opened = await openRun(dir);
  const graded = await grade(opened, { save: false, onProgress: () => {} });
  // What was not asked yet is not left out: it is to come.
  const over = new Set(graded.trials.flatMap(({ trial, status }) => (status === "pending" ? [] : [trial.id])));
  const data = rows({ ...graded, grades: graded.grades.filter(({ trial }) => over.has(trial)) });
  const names = namesOf(opened.plan.scenarios);
  const { first, others } = leading(data.length === 0 ? [] : gapsOf(data));
  const paired = withControls([...first, ...others]).flatMap(({ gap, control }) => (control ? [gap, control] : [gap]));
  return {
    at,
    gaps: paired.filter(({ gap }) => gap !== null).map((gap) => inWords(gap, names)),
    failures: await failuresOf(dir),
  };
}

function inWords(gap: Gap, names: Names): SoFar["gaps"][number] {
  const ends = gap.ciLike ?? gap.ciThese;
  const question = gap.ciLike === null && ends !== null ? " for exactly these" : "";
  const unscored = (of: "published" | "paraphrase") =>
    gap.droppedBySide
      .filter(({ side, unit }) => side === of && unit === "trials")
      .reduce((sum, { count }) => sum + count, 0);
  return {
    name: `${headOf(names, gap.scenario)}: ${nameOf(names, gap.outcome, gap.scenario)}`,
    of: subject(gap, names),
    gap: signed(gap.gap!),
    interval: `${gapInterval(ends, gap)}${question}`,
    width: ends === null || isTooWide(ends, gap) ? "" : `± ${fixed((100 * (ends[1] - ends[0])) / 2, 1)}`,
    counts: `${whole(gap.publishedN ?? 0)} vs ${whole(gap.n ?? 0)}, K = ${gap.k}`,
    unscored: `${whole(unscored("published"))} vs ${whole(unscored("paraphrase"))}`,
  };
}

async function failuresOf(dir: string): Promise<SoFar["failures"]> {
  const counts = new Map<string, number>();
  for await (const line of readJournal(dir))
    if (line.kind === "failure") {
      const reason = shorten(plainText(unspoiled(line.error)), 300);
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, mostFailures);
}
