/** What a plan on record may be kept in, or departed from. */
export type RecordedField =
  "time" | "record" | "plan" | "trials" | "replies" | "outcome" | "contrast" | "method" | "level";

/** One field of a plan on record: what it says, what was done, and whether they are the same. */
export interface Recorded {
  field: RecordedField;
  kept: boolean;
  registered: string;
  found: string;
}

/** How a gap stands to the plan that was put on record for it. */
export interface Registered {
  /** ISO time at which it was written. */
  at: string;
  fields: Recorded[];
  /** Smallest gap that matters, a proportion, as it was put on record; null where none was. */
  margin: number | null;
}

/** In words: what was on record beforehand, what was kept and what departed from it. */
export function registeredNote({ at, fields, margin }: Registered): string {
  const kept = fields.filter((each) => each.kept).map(({ field }) => field);
  const departed = fields.filter((each) => !each.kept);
  const parts = [
    ...(kept.length > 0 ? [`kept: ${kept.join(", ")}`] : []),
    departed.length === 0
      ? "nothing departed from it"
      : `departed: ${departed.map(({ field, registered, found }) => `${field} (on record ${registered}, here ${found})`).join(", ")}`,
    ...(margin === null ? [] : [`smallest gap that matters, on record: ${Math.round(1e4 * margin) / 100} points`]),
  ];
  return `plan on record of ${at.slice(0, 16)}Z; ${parts.join("; ")}`;
}
