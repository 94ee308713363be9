import { fault } from "./fault.ts";
import { readingNames } from "./readings.ts";
import type { Wording } from "./scenario.ts";

/**
 * Throws unless a script can be played: replies named once, branches on earlier replies and on what
 * those can read as.
 */
export function checkScript(wording: Wording, place: string): void {
  const earlier: string[] = [];
  for (const [index, turn] of wording.turns.entries()) {
    const heading = turn.kind === "reply" ? `## reply ${turn.name}` : `## ${turn.role}`;
    const wrong = (message: string) => fault(place, heading, message);
    if (turn.kind === "say" && turn.role === "system" && index > 0)
      throw wrong("a system turn after the first turn; put it first, or say it as user");
    if (turn.when && !earlier.includes(turn.when.reply))
      throw wrong(`no reply "${turn.when.reply}" before it; name one of ${earlier.join(", ") || "(none yet)"}`);
    const known = turn.when ? readingNames(wording, turn.when.reply) : [];
    if (turn.when && !known.includes(turn.when.is))
      throw wrong(
        `${turn.when.reply} never reads "${turn.when.is}"; use one of ${known.join(", ") || "(no readings)"}`,
      );
    if (turn.kind !== "reply") continue;
    if (earlier.includes(turn.name)) throw wrong("this reply is there twice; give the second one another name");
    earlier.push(turn.name);
  }
  if (earlier.length === 0) throw fault(place, "script", 'no reply; add "## reply NAME" where the subject answers');
  if (wording.turns.at(-1)?.kind === "say")
    throw fault(place, "script", 'nobody replies to the last thing said; end the script with "## reply NAME"');
}
