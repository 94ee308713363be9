import { lately } from "../../lib/lately.ts";
import { compilePattern } from "../read.ts";

/** Lines of which it is remembered what a form finds in them: cells share most of theirs. */
const lines = 2000;

const finders = new Map<string, (line: string) => string | null>();

/** What may match a line break, so that the form must see lines together. */
const spans = /\\[snrDWPpx]|\[\^|\[:|\(\?[a-zA-Z]*s|\n/;

/** The first words of a text that a form matches (see {@link compilePattern}); null for none. */
export function firstFound(form: string, text: string): string | null {
  if (spans.test(form)) return matched(form, text);
  const find = finders.get(form) ?? lately(lines, (line: string) => matched(form, line));
  finders.set(form, find);
  for (const line of text.split("\n")) {
    const found = find(line);
    if (found !== null) return found;
  }
  return null;
}

function matched(form: string, text: string): string | null {
  const matcher = compilePattern(form).matcher(text);
  return matcher.find() ? (matcher.group() ?? "") : null;
}
