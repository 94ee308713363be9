import { hash } from "../../lib/hash.ts";
import type { Wording } from "../scenario.ts";

/**
 * A wording's text by what a reader sees of it, its script and its choice, as 12 hexadecimal
 * digits: with another word it is another text, and with another pattern the same.
 */
export function textId({ turns, choice }: Pick<Wording, "turns" | "choice">): string {
  return hash({ turns, choice }).slice(0, 12);
}
