import { hash } from "../../lib/hash.ts";
import { applyChange, type Texts } from "../edits/apply-change.ts";
import type { Change } from "../edits/change.ts";
import type { Turn, Wording } from "../scenario.ts";
import { changesOf, levelOf } from "./changes-of.ts";
import type { TextFactor } from "./text-factor.ts";

/** What is taken away goes first, and what is added or moved last, whatever the factors' order. */
const order: Record<Change["by"], number> = { cut: 0, replace: 1, rename: 2, prose: 3, lists: 3, reorder: 4, add: 5 };

/**
 * A wording with each factor at its level, in the arm `perturbation`: the same for the same text
 * and levels. Its id has the wording's and the levels' hash, its title says what was changed;
 * canary and conditions are the wording's own. Throws where a change finds nothing to change.
 */
export function compose(base: Wording, factors: readonly TextFactor[], levels: Record<string, string>): Wording {
  const chosen = factors.map((factor) => ({ factor, level: levelOf(factor, levels[factor.id] ?? "") }));
  const changes = chosen
    .flatMap(({ factor, level }) => changesOf(level, base.id).map((change) => ({ factor, level, change })))
    .toSorted((a, b) => order[a.change.by] - order[b.change.by]);
  let texts: Texts = base;
  for (const { factor, level, change } of changes) texts = applied(texts, change, `${factor.id} ${level.id}`, base);
  const { turns, choice, readings, examples, private: marks, facts } = texts;
  const content = { arm: "perturbation" as const, turns, choice, readings, examples };
  // As with edits: what is changed is the text of those who act by marks.
  const { tools: _, retelling: __, ...byMarks } = base;
  const changed = chosen.filter(({ factor, level }) => level !== factor.levels[0]);
  return {
    ...byMarks,
    ...content,
    ...(marks && { private: marks }),
    ...(facts && { facts }),
    id: `${base.id}-${hash(levels).slice(0, 8)}`,
    rung: null,
    title: [base.title, ...changed.map(({ level }) => level.title)].join("; "),
    perturbation: { base: base.id, baseArm: base.arm, levels, changed: changed.map(({ factor }) => factor.id) },
    hash: hash(content),
  };
}

function applied(texts: Texts, change: Change, what: string, base: Wording): Texts {
  let after: Texts;
  try {
    after = applyChange(texts, change);
  } catch (error) {
    throw new Error(`${what} in ${base.id}: ${(error as Error).message}`, { cause: error });
  }
  if (after.turns.every((turn, at) => saysTheSame(turn, texts.turns[at]!)))
    throw new Error(`${what} in ${base.id}: changes nothing there`);
  return after;
}

const saysTheSame = (turn: Turn, before: Turn): boolean =>
  turn.kind === "say" && before.kind === "say" ? turn.text === before.text : turn.kind === before.kind;
