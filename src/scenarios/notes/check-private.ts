import { fault } from "../fault.ts";
import type { Wording } from "../scenario.ts";

/**
 * Throws unless a wording tells its subject of the marks that it declares first; of tags, the
 * opening one will do.
 */
export function checkPrivate({ private: marks, turns }: Pick<Wording, "private" | "turns">, place: string): void {
  const [first] = marks ?? [];
  if (first === undefined) return;
  const said = turns.flatMap((turn) => (turn.kind === "say" ? [turn.text] : [])).join("\n");
  const absent = Object.entries(first).find(
    ([, mark]) => typeof mark === "string" && !said.includes(mark.replace(/^([<[])\//, "$1")),
  );
  if (absent)
    throw fault(
      place,
      `private.0.${absent[0]}`,
      `the text does not tell of "${absent[1]}"; correct it, or say it there`,
    );
}
