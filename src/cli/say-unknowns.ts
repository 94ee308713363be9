import { plainText } from "../lib/escape.ts";
import { unknowns } from "../models/catalogue.ts";

/** Says on stderr what the catalogue does not know of these models, before they are asked. */
export function sayUnknowns(models: Iterable<string>): void {
  for (const line of new Set([...models].flatMap(unknowns))) console.error(plainText(line));
}
