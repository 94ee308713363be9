import type { Grade } from "../judges/grade.ts";
import { plainText, shorten } from "../lib/escape.ts";
import type { TrialResult } from "../runner/trial.ts";
import { ending, graded, heading, incomplete, replied } from "./transcript-lines.ts";

const LONGEST = 2_000;

/** A trial as text for a terminal; reasoning is named with its length. */
export function transcriptText(result: TrialResult, grades: readonly Grade[]): string {
  const { title, facts } = heading(result);
  const turns = result.turns.flatMap((line) => {
    const reasoning = line.reply.reasoning
      ? [`reasoning, ${line.reply.reasoning.length.toLocaleString("en")} characters`]
      : [];
    const name = [`reply ${line.turn}`, ...reasoning, ending(line)].filter((part) => part !== "").join(", ");
    return [...line.said.map(({ role, content }) => block(role, content)), block(name, replied(line))];
  });
  const notes = [...grades.map(graded), incomplete(result)].filter((note) => note !== "");
  return [`${plainText(title)}\n${plainText(facts)}`, ...turns, ...notes.map(clean)].join("\n\n");
}

function block(name: string, content: string): string {
  const lines = clean(content).split("\n");
  return [`[${plainText(name)}]`, ...lines.map((line) => `  ${line}`)].join("\n");
}

const clean = (content: string) => plainText(shorten(content, LONGEST));
