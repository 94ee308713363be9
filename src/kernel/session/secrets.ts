import { now } from "./clock.ts";
import { formsOf, shortest } from "./secret-forms.ts";

const secretName = /(KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)(_?\d+)?$/i;
/**
 * Reading the environment takes 15 µs: the first texts of a cell can afford it each time, a flood
 * of lines cannot.
 */
const exact = 1000;
const fresh = 1;

type Filter = (text: string) => string;
const offered = Symbol.for("Jupyter.filter");

/**
 * Every secret that the environment has had since the start: taking one out of it does not make it
 * known to all.
 */
const known = new Set<string>();
/** Their forms, the longest first, and a pattern of all. */
let hidden: string[] = [];
let pattern: RegExp | null = null;
let read = Number.NEGATIVE_INFINITY;
let looks = 0;

/**
 * The same text, output, error or other JSON value with every secret that the environment has or
 * had replaced by `•••`: values of variables that are named like keys, and of those that
 * `PARALLAX_SECRETS` lists by name, in every form that {@link formsOf} knows. Values under eight
 * characters are no secrets. Every text then passes a filter that code which knows nothing of this
 * kernel may have put under `Symbol.for("Jupyter.filter")`. `anew` says that a cell starts.
 */
export function masked<T>(value: T, anew = false): T {
  look(anew);
  const filter = (globalThis as { [key: symbol]: unknown })[offered] as Filter | undefined;
  return pattern === null && filter === undefined ? value : (mask(value, filter ?? ((text) => text)) as T);
}

/**
 * Where a text has to be cut so that no secret that its end may be the start of, nor a whole one,
 * is cut in two.
 */
export function cutBeforeSecret(text: string): number {
  look(false);
  const last = text.at(-1);
  if (last === undefined) return 0;
  let cut = text.length;
  for (const form of hidden) {
    for (let at = form.indexOf(last); at !== -1 && at < form.length - 1; at = form.indexOf(last, at + 1)) {
      if (text.endsWith(form.slice(0, at + 1))) cut = Math.min(cut, text.length - at - 1);
    }
  }
  if (cut === text.length) return cut;
  const across = hidden.map((form) => ({ form, at: text.lastIndexOf(form, cut - 1) }));
  return Math.min(cut, ...across.filter(({ form, at }) => at !== -1 && at + form.length > cut).map(({ at }) => at));
}

function look(anew: boolean): void {
  const at = now();
  looks = anew ? 0 : looks + 1;
  if (looks >= exact && at - read <= fresh) return;
  read = at;
  const found = secrets().filter((secret) => !known.has(secret));
  if (found.length === 0) return;
  for (const secret of found) known.add(secret);
  hidden = [...hidden, ...found.flatMap(formsOf)].toSorted((a, b) => b.length - a.length);
  pattern = new RegExp(hidden.map((form) => form.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|"), "g");
}

/** Whether a variable is named like a key, by its name. */
const named = new Map<string, boolean>();

function isNamedSecret(name: string): boolean {
  let is = named.get(name);
  if (is === undefined) named.set(name, (is = secretName.test(name)));
  return is;
}

function secrets(): string[] {
  // A cell may have put anything in its place.
  const env = Object(process.env ?? {}) as NodeJS.ProcessEnv;
  const listed = String(env["PARALLAX_SECRETS"] ?? "").split(",");
  // Half the time that `Object.keys` takes, which looks each up to see whether it is enumerable.
  const names = Reflect.ownKeys(env).filter((name) => typeof name === "string");
  return names
    .filter((name) => isNamedSecret(name) || listed.includes(name))
    .map((name) => String(env[name]))
    .filter(({ length }) => length >= shortest);
}

function mask(value: unknown, filter: Filter): unknown {
  if (typeof value === "string") return filter(pattern === null ? value : value.replace(pattern, "•••"));
  if (Array.isArray(value)) return value.map((each) => mask(each, filter));
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      mask(key, filter),
      isTraceback(key, each) ? (mask(each.join("\n"), filter) as string).split("\n") : mask(each, filter),
    ]),
  );
}

/** A traceback is one text, in lines: a filter sees it whole. */
function isTraceback(key: string, value: unknown): value is string[] {
  return key === "traceback" && Array.isArray(value) && value.every((each) => typeof each === "string");
}
