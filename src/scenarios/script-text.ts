import type { Wording } from "./scenario.ts";

/**
 * A wording's script as it is written, its turns by name, with the options of its forced choice.
 */
export function scriptText({ turns, choice }: Pick<Wording, "turns" | "choice">): string {
  const said = turns.map((turn) => {
    const when = turn.when === null ? "" : ` when ${turn.when.reply} is ${turn.when.is}`;
    return turn.kind === "say"
      ? `[${turn.role}${when}]\n${turn.text}`
      : `[here the answer "${turn.name}" is given${when}]`;
  });
  return [...said, `[or, instead of answers, a choice]\n${choice.ask}\n${choice.one}\n${choice.zero}`].join("\n\n");
}
