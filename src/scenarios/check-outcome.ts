import { fault } from "./fault.ts";
import { readingNames, replyNames } from "./readings.ts";
import type { Outcome, Wording } from "./scenario.ts";

/**
 * Throws unless a wording has every reply that an outcome is read off, and can read as every
 * reading it counts.
 */
export function checkOutcome({ id, measure }: Outcome, wording: Wording, place: string): void {
  const wrong = (message: string) => fault(place, `outcomes.${id}.measure`, message);
  if (measure.by === "choice" || measure.by === "score") return;
  const replies = replyNames(wording);
  const lacking = (measure.by === "pattern" ? [measure.reply] : measure.replies).find(
    (name) => !replies.includes(name),
  );
  if (lacking)
    throw wrong(`${wording.file} has no reply "${lacking}"; add "## reply ${lacking}" there or correct the name`);
  if (measure.by === "rubric") return;
  const known = readingNames(wording, measure.reply);
  const unknown = [...measure.one, ...measure.zero].find((name) => !known.includes(name));
  if (unknown)
    throw wrong(
      `${wording.file} never reads ${measure.reply} as "${unknown}"; use one of ${known.join(", ") || "(none)"}`,
    );
  const both = measure.one.find((name) => measure.zero.includes(name));
  if (both) throw wrong(`"${both}" counts as one and as zero; keep it in one of the two`);
}
