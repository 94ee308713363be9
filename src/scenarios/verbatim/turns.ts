import type { Turn } from "../scenario.ts";
import { byCondition } from "./by-condition.ts";
import { escapeTemplate } from "./escape.ts";
import { readMessages } from "./json.ts";
import { sayPart, type Texts } from "./part.ts";
import type { TurnSpec } from "./spec.ts";

/**
 * A wording's turns as `verbatim.yaml` makes them of its files' texts, for the conditions it is
 * written for.
 */
export function makeTurns(specs: TurnSpec[], texts: Texts, conditions: Record<string, string>[]): Turn[] {
  return specs.flatMap((spec): Turn[] => {
    if ("reply" in spec) return [{ kind: "reply", name: spec.reply, when: spec.when }];
    if ("messages" in spec) return messages(spec, texts);
    const said = conditions.map((condition) => {
      const parts = spec.text.filter(({ only }) =>
        Object.entries(only).every(([factor, levels]) => levels.includes(condition[factor] ?? "")),
      );
      const pieces = parts.map((part, index) => {
        const gap = index === 0 ? "" : "\n".repeat(part.blank + 1);
        return gap + sayPart(part, texts, condition);
      });
      return { condition, text: numbered(pieces.join(""), spec.number) };
    });
    return [{ kind: "say", role: spec.role, text: byCondition(said), when: spec.when }];
  });
}

/** A text in which each place of a mark is numbered, from 1, by what is put after it. */
function numbered(text: string, number: { each: string; as: string } | undefined): string {
  if (number === undefined) return text;
  const [head, ...rest] = text.split(number.each);
  if (rest.length === 0) throw new Error(`there is no "${number.each}" to number; take number out of the turn`);
  return [head, ...rest.map((piece, index) => `${number.as.replace("{n}", String(index + 1))}${piece}`)].join(
    number.each,
  );
}

function messages({ messages, drop }: Extract<TurnSpec, { messages: string }>, texts: Texts): Turn[] {
  try {
    return readMessages(texts[messages]!, drop).map((turn) => ({ ...turn, text: escapeTemplate(turn.text) }));
  } catch (error) {
    throw new Error(`file ${messages} ${(error as Error).message}`, { cause: error });
  }
}
