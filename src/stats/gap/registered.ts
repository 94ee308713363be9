import { whole } from "../../lib/number-text.ts";
import { contrastLabel, type ContrastOf } from "../groups/contrast-of.ts";
import type { Recorded, Registered } from "../notes/registered-note.ts";
import type { TauMethod } from "../numbers/meta.ts";
import type { Gap } from "./estimated-gap.ts";

/** What was meant to be compared, as it was put on record. */
export type RecordedContrast = "gap" | "beyond the control" | ContrastOf;

/** A plan on record: what was going to be asked and how it was going to be read. */
export interface Registration {
  /** ISO time. */
  at: string;
  /** The plan's hash, and how many trials it has. */
  plan: string;
  trials: number;
  /** Outcomes that were going to answer the question; any other is exploratory. */
  outcome: string[];
  contrast: RecordedContrast;
  /** Smallest gap that matters, a proportion; null where none was said. */
  margin: number | null;
  method: TauMethod;
  level: number;
  /** Half-widths at which asking was going to stop, proportions; null: every trial. */
  until: { gap?: number; rate?: number } | null;
  /** Replies that the run had when this was written: 0, or it came late. */
  repliesBefore: number;
}

/** A plan on record beside what became of it. */
export interface OnRecord {
  registration: Registration;
  /** Whether the file says what it said when it was written. */
  intact: boolean;
  /** The hash of the plan that was run. */
  plan: string;
  planned: number;
  done: number;
  /** Trials whose replies all came from the cache, which may be older than the record. */
  cached: number;
  /** Whether asking stopped because enough was known. */
  stoppedWhenKnown: boolean;
}

type Compared = Pick<Gap, "outcome" | "contrast" | "adjusted" | "controlFor" | "method" | "level">;

/** How a gap stands to what was put on record: field by field, kept or departed from. */
export function registeredOf(record: OnRecord, gap: Compared): Registered {
  const { registration } = record;
  const field = (name: Recorded["field"], kept: boolean, registered: string, found: string): Recorded => ({
    field: name,
    kept,
    registered,
    found,
  });
  const { outcome, contrast, method, level } = registration;
  return {
    at: registration.at,
    margin: registration.margin,
    fields: [
      ...ofTheRun(record, field),
      field("outcome", outcome.includes(gap.outcome), outcome.join(", "), gap.outcome),
      field("contrast", isSame(contrast, gap), contrastText(contrast), contrastText(gap.contrast ?? "gap")),
      field("method", method === gap.method, method, gap.method),
      field("level", level === gap.level, String(level), String(gap.level)),
    ],
  };
}

function ofTheRun(
  { registration, intact, plan, planned, done, cached, stoppedWhenKnown }: OnRecord,
  field: (name: Recorded["field"], kept: boolean, registered: string, found: string) => Recorded,
): Recorded[] {
  const { until, trials, repliesBefore } = registration;
  const asked = until === null ? whole(trials) : `until known, at most ${whole(trials)}`;
  const enough = done === planned || (until !== null && stoppedWhenKnown);
  return [
    field(
      "time",
      repliesBefore === 0,
      "before the first reply",
      repliesBefore === 0 ? "before the first reply" : `after ${whole(repliesBefore)} replies`,
    ),
    ...(intact ? [] : [field("record", false, "as it was written", "changed since")]),
    field("plan", registration.plan === plan, registration.plan.slice(0, 12), plan.slice(0, 12)),
    field("trials", enough, asked, whole(done)),
    ...(cached === 0
      ? []
      : [field("replies", false, "asked afterwards", `${whole(cached)} trials from the cache, which may be older`)]),
  ];
}

function isSame(contrast: RecordedContrast, gap: Compared): boolean {
  if (contrast === "gap") return gap.contrast === null;
  if (contrast === "beyond the control")
    return gap.contrast === null && (gap.adjusted !== null || gap.controlFor !== null);
  return gap.contrast !== null && contrastText(contrast) === contrastText(gap.contrast);
}

export const contrastText = (contrast: RecordedContrast): string =>
  contrast === "gap"
    ? "paraphrase − published"
    : contrast === "beyond the control"
      ? "paraphrase − published, less the control's"
      : `${contrast.column}: ${contrastLabel(contrast)}`;
