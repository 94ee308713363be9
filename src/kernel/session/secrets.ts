const secretName = /(KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)(_?\d+)?$/i;
const shortest = 8;
/** Reading the environment takes 15 µs: the first texts of a cell can afford it each time, a flood of lines cannot. */
const exact = 1000;
const fresh = 1;

type Filter = (text: string) => string;
const offered = Symbol.for("Jupyter.filter");

let hidden: string[] = [];
let read = Number.NEGATIVE_INFINITY;
let looks = 0;

/**
 * The same text, output, error or other JSON value with every secret in the environment replaced by `•••`: values of
 * variables that are named like keys, and of those that `PARALLAX_SECRETS` lists by name. Values under eight
 * characters are no secrets. Every text then passes a filter that code which knows nothing of this kernel may have put
 * under `Symbol.for("Jupyter.filter")`. `anew` says that a cell starts.
 */
export function masked<T>(value: T, anew = false): T {
  const now = performance.now();
  looks = anew ? 0 : looks + 1;
  if (looks < exact || now - read > fresh) {
    hidden = secrets();
    read = now;
  }
  const filter = (globalThis as { [key: symbol]: unknown })[offered] as Filter | undefined;
  return hidden.length === 0 && filter === undefined ? value : (mask(value, filter ?? ((text) => text)) as T);
}

function secrets(): string[] {
  const listed = (process.env["PARALLAX_SECRETS"] ?? "").split(",");
  const names = Object.keys(process.env).filter((name) => secretName.test(name) || listed.includes(name));
  const values = names.flatMap((name) => process.env[name] ?? []);
  return values.filter(({ length }) => length >= shortest).toSorted((a, b) => b.length - a.length);
}

function mask(value: unknown, filter: Filter): unknown {
  if (typeof value === "string") return filter(hidden.reduce((text, secret) => text.replaceAll(secret, "•••"), value));
  if (Array.isArray(value)) return value.map((each) => mask(each, filter));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      mask(key, filter),
      isTraceback(key, each) ? (mask(each.join("\n"), filter) as string).split("\n") : mask(each, filter),
    ]),
  );
}

/** A traceback is one text, in lines. */
function isTraceback(key: string, value: unknown): value is string[] {
  return key === "traceback" && Array.isArray(value) && value.every((each) => typeof each === "string");
}
