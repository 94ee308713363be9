import { Template } from "@huggingface/jinja";
import { inWords } from "../template.ts";

const include = /\{%-?\s*include\s+(['"])(.+?)\1\s*-?%\}/g;

/**
 * Jinja rendered with texts as values. `{% include "path" %}` becomes the text given for that path.
 * Throws on a path or a variable that nothing is given for.
 */
export function renderJinja(text: string, values: Record<string, string>, includes: Record<string, string>): string {
  const whole = text.replace(include, (_, __, path: string) => {
    if (Object.hasOwn(includes, path)) return includes[path]!;
    throw new Error(`includes ${path}; name a file for it under include, or null to leave it out`);
  });
  const lacking = [...whole.matchAll(/\{\{-?\s*(\w+)/g)].find(([, name]) => !Object.hasOwn(values, name!));
  if (lacking) throw new Error(`reads ${lacking[1]}; give it a value under jinja`);
  checkRanges(whole);
  const template = inWords(() => new Template(whole));
  return template.render(values);
}

/** Rounds of all loops within each other; no text that people read takes more. */
const mostRounds = 10_000;

/** Throws on loops over numbers that would not end in a second, or whose end cannot be seen. */
function checkRanges(text: string): void {
  let rounds = 1;
  for (const [, tag] of text.matchAll(/\{[{%]([\s\S]*?)[%}]\}/g))
    for (const [call, limits] of tag!.matchAll(/\brange\b(?:\s*\(([^)]*)\)?)?/g)) {
      const numbers = (limits ?? "")
        .split(",")
        .map((each) => (/^\s*-?\d{1,9}\s*$/.test(each) ? Number(each) : Infinity));
      rounds *= Math.max(1, ...numbers.map(Math.abs));
      if (!(rounds <= mostRounds))
        throw new Error(`loops by ${call} over more than ${mostRounds} numbers in all; write out what it says`);
    }
}
