import { yaml } from "../lib/lazy.ts";
import type { Wording } from "./scenario.ts";

/** A wording as the text of a file that loads as it: front matter, then the script. */
export function wordingFile(wording: Wording): string {
  const { arm, rung, title, canary, heldOut, only, provenance, tools, choice, readings, examples, turns } = wording;
  const front = {
    arm,
    ...(rung !== null && { rung }),
    title,
    ...(canary !== null && { canary }),
    ...(heldOut && { heldOut }),
    ...(Object.keys(only).length > 0 && { only }),
    ...(provenance && { provenance }),
    ...(wording.retelling && { retelling: wording.retelling }),
    ...(wording.private && { private: wording.private }),
    ...(wording.facts && { facts: wording.facts }),
    ...(tools && { tools }),
    choice,
    readings,
    examples,
  };
  const script = turns.map((turn) => {
    const when = turn.when === null ? "" : ` when ${turn.when.reply} is ${turn.when.is}`;
    if (turn.kind === "reply") return `## reply ${turn.name}${when}\n`;
    return `## ${turn.role}${when}\n\n${turn.text.replace(/^(\\*## )/gm, "\\$1")}\n`;
  });
  return `---\n${yaml().stringify(front, { lineWidth: 120 })}---\n\n${script.join("\n")}`;
}
