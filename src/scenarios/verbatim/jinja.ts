import { Template } from "@huggingface/jinja";

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
  return new Template(whole).render(values);
}
