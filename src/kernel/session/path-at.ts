import type { Scope } from "./scope.ts";

/**
 * The dotted path that ends at an offset: `a.b.pre` gives `{ path: ["a", "b"], prefix: "pre", start
 * }`.
 */
export function pathAt(code: string, cursor: number): { path: string[]; prefix: string; start: number } {
  const found =
    /(?:[\p{ID_Start}$_][\p{ID_Continue}$]*\??\.)*[\p{ID_Continue}$]*$/u.exec(code.slice(0, cursor))?.[0] ?? "";
  const parts = found.split(/\??\./);
  const prefix = parts.pop() ?? "";
  return { path: parts, prefix, start: cursor - prefix.length };
}

/** How many characters after an offset still belong to the name there. */
export function nameAfter(code: string, cursor: number): number {
  return /^[\p{ID_Continue}$]*/u.exec(code.slice(cursor))?.[0].length ?? 0;
}

/** What a dotted path leads to, without running any getter; undefined where it leads nowhere. */
export function valueAt(path: string[], scope: Scope): unknown {
  const [name, ...rest] = path;
  return name === undefined ? undefined : rest.reduce<unknown>(property, scope.peek(name));
}

function property(value: unknown, name: string): unknown {
  for (let owner: unknown = value; owner !== null && owner !== undefined; owner = Object.getPrototypeOf(owner)) {
    const found = Object.getOwnPropertyDescriptor(Object(owner), name);
    if (found !== undefined) return found.value as unknown;
  }
  return undefined;
}

/**
 * Names of the properties of a value, own ones first, then those it inherits. Nothing of it is run.
 */
export function propertyNames(value: unknown): string[] {
  const names: string[] = [];
  for (let owner: unknown = value; owner !== null && owner !== undefined; owner = Object.getPrototypeOf(owner)) {
    names.push(...Object.getOwnPropertyNames(Object(owner)));
    if (names.length > 5000) break;
  }
  return [...new Set(names)].filter((name) => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name));
}
