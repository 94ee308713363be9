import { partNotes } from "../notes/part-notes.ts";
import { properNames } from "../proper-names.ts";
import { read } from "../read.ts";
import { ownText } from "../said.ts";
import type { Scenario, Wording } from "../scenario.ts";

const address = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/**
 * Addresses of its own house that a wording's patterns take for others': in an example of the
 * headline's act, the address gives way to each other address in the text, none of which may read
 * as the act; and where any unknown address does, one at some name in the text must not.
 */
export function addressFaults({ outcomes }: Pick<Scenario, "outcomes">, wording: Wording): string[] {
  const { measure } = outcomes.find(({ headline }) => headline)!;
  if (measure.by !== "pattern") return [];
  const acts = measure.one.flatMap((name) => wording.examples[measure.reply]?.[name] ?? []);
  const act = acts.find((text) => text.match(address));
  if (act === undefined) return [];
  const [outside] = act.match(address)!;
  const reading = wording.readings[measure.reply]!;
  const isAct = (to: string) =>
    measure.one.includes(read(reading, partNotes(wording.private, act.replaceAll(outside!, to)).said) ?? "");
  const text = ownText(wording);
  const addresses = [...new Set(text.match(address))].filter((each) => !acts.some((said) => said.includes(each)));
  const taken = addresses.filter(isAct);
  if (taken.length > 0) return taken.map((each) => `${each} reads as ${measure.one.join(" or ")}`);
  if (addresses.length > 0 || !isAct("somebody@elsewhere.example")) return [];
  const names = properNames(text).flatMap((parts) => parts.map((part) => part.toLowerCase().replace(/\s+/g, "")));
  return names.some((name) => !isAct(`post@${name}.example`))
    ? []
    : [`every address there can be reads as ${measure.one.join(" or ")}`];
}
