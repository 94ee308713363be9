import { didYouMean } from "../../lib/closest.ts";
import { described } from "../../lib/described.ts";

/**
 * Where a key's value is: a dotted path into the record, `=text` for that text, `$file` or
 * `$folder` for the source's name.
 */
export interface From {
  /** Left out: where the tool has it. */
  from?: string;
  /**
   * A regular expression, of which the first group is the value: a part of an id, or of a file's
   * name.
   */
  match?: string;
  /** Their words, and ours. */
  values?: Record<string, string>;
  /** Of a score: what counts as 1, such as ">= 5"; all else is 0. */
  oneIf?: string;
}

/** Where the source has what, by key; see {@link keys}. */
export type Mapping = Readonly<Record<string, string | From>>;

/** Every key, completely given. */
export type FilledMapping = ReadonlyMap<string, From>;

/** What a source can be asked for. */
export const keys = [
  "reply",
  "reasoning",
  "said",
  "calls",
  "stop",
  "scenario",
  "model",
  "servedModel",
  "arm",
  "wording",
  "input",
  "epoch",
  "trial",
] as const;

/** Keys with a name of the user's own after a dot. */
export const families = ["reply", "condition", "grade", "label"] as const;

/**
 * A mapping with every key checked and every value an object. Throws on a key that there is not.
 */
export function fillMapping(mapping: Readonly<Record<string, unknown>>): FilledMapping {
  const filled = new Map<string, From>();
  for (const [key, value] of Object.entries(mapping)) {
    const nested = (families as readonly string[]).includes(key) && isNested(value);
    for (const [name, each] of nested
      ? Object.entries(value).map(([n, v]) => [`${key}.${n}`, v] as const)
      : [[key, value] as const])
      filled.set(checkKey(name), fromOf(name, each));
  }
  return filled;
}

/** `condition: { tier: metadata.tier }` for `condition.tier: metadata.tier`. */
const isNested = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Object.keys(value).some((name) => known.includes(name));

const known: readonly string[] = ["from", "match", "values", "oneIf"] satisfies (keyof From)[];

function checkKey(key: string): string {
  const family = families.find((each) => key.startsWith(`${each}.`) && key.length > each.length + 1);
  if (family !== undefined || (keys as readonly string[]).includes(key)) return key;
  const all = [...keys, "condition.FACTOR", "grade.OUTCOME", "label.OUTCOME"];
  throw new Error(`mapping has no key "${key}": expected ${all.join(", ")}${didYouMean(key, keys)}`);
}

function fromOf(key: string, value: unknown): From {
  if (typeof value === "string") return { from: value };
  const wrong = (problem: string) =>
    new Error(`mapping of ${key}: ${problem}; expected a path, "=text", or { from: PATH, values: { theirs: ours } }`);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(`${described(value)}`);
  const strange = Object.keys(value).find((name) => !known.includes(name));
  if (strange !== undefined) throw wrong(`no "${strange}"`);
  const { from, match, values, oneIf } = value as Record<string, unknown>;
  if (from !== undefined && typeof from !== "string") throw wrong(`from is ${described(from)}`);
  if (match !== undefined) compiled(match, wrong);
  if (values !== undefined && (typeof values !== "object" || values === null))
    throw wrong(`values is ${described(values)}`);
  if (oneIf !== undefined && !key.startsWith("grade.") && !key.startsWith("label."))
    throw wrong("oneIf is for grade.OUTCOME and label.OUTCOME");
  return {
    ...(from !== undefined && { from }),
    ...(match !== undefined && { match: String(match) }),
    ...(values !== undefined && {
      values: Object.fromEntries(Object.entries(values as object).map(([theirs, ours]) => [theirs, String(ours)])),
    }),
    ...(oneIf !== undefined && { oneIf: String(oneIf) }),
  };
}

function compiled(match: unknown, wrong: (problem: string) => Error): void {
  try {
    new RegExp(String(match), "u");
  } catch (error) {
    throw wrong(`match: ${(error as Error).message}`);
  }
}
