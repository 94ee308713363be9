import { didYouMean } from "./closest.ts";
import { described } from "./described.ts";

/** Every key of an object of options, so that one that is added to its type is named here, too. */
export type OptionNames<T> = { readonly [Name in keyof T]-?: true };

/**
 * The options that somebody passed to `of`. Throws on one that there is not, which would be ignored
 * in silence, and on what are no options.
 */
export function checkOptions<T extends object>(of: string, options: T, known: OptionNames<NoInfer<T>>): T {
  if (typeof options !== "object" || options === null || Array.isArray(options))
    throw new Error(`${of} takes options as { ${Object.keys(known)[0] ?? ""}: … }, not ${described(options)}`);
  for (const name in options) if (!Object.hasOwn(known, name)) throw strange(of, name, Object.keys(known));
  return options;
}

const strange = (of: string, name: string, names: string[]): Error =>
  new Error(`${of} has no option "${name}": expected ${names.join(", ")}${didYouMean(name, names)}`);
