import { whole } from "../lib/number-text.ts";
import type { Grade } from "../judges/verdict.ts";
import { plainText, shorten } from "../lib/escape.ts";
import type { TrialResult } from "../runner/trial.ts";
import { passagesOf, type Passage } from "./passages.ts";
import { graded, heading, incomplete } from "./transcript-lines.ts";

const LONGEST = 2_000;

/** A trial as text for a terminal; reasoning is named with its length. */
export function transcriptText(result: TrialResult, grades: readonly Grade[]): string {
  const { title, facts } = heading(result);
  const turns = passagesOf(result, [], LONGEST).map(block);
  const notes = [...grades.map(graded), incomplete(result)].filter((note) => note !== "");
  const closing = notes.map((note) => plainText(shorten(note, LONGEST)));
  return [`${plainText(title)}\n${plainText(facts)}`, ...turns, ...closing].join("\n\n");
}

function block({ kind, name, note, text, length }: Passage): string {
  if (kind === "reasoning") return `[reasoning before ${name}, ${whole(length)} characters]`;
  const head = [kind === "said" ? name : `reply ${name}`, note].filter((part) => part !== "").join(", ");
  return [`[${head}]`, ...text.split("\n").map((line) => `  ${line}`)].join("\n");
}
