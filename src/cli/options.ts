/** `{[key]: value}`, or nothing where there is no value: an absent option is left out, never undefined. */
export function given<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: V });
}

/** The number an option holds; undefined where it was not given. Throws, naming it, where it holds something else. */
export function numberOf<Name extends string>(values: { [name in Name]?: string | undefined }, name: Name) {
  const value = values[name];
  if (value === undefined) return undefined;
  if (value.trim() === "" || !Number.isFinite(Number(value))) throw new Error(`--${name} ${value}: expected a number`);
  return Number(value);
}

/** The one run folder that was named. Throws where none or several were. */
export function onlyRun(positionals: readonly string[]): string {
  const [dir, more] = positionals;
  if (dir === undefined || more !== undefined) throw new Error("name one run folder; --help says more");
  return dir;
}
