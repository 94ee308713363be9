/** A JSON value with every string in it, names of fields aside, as a filter gives it back. */
export function filterTexts<T>(value: T, filter: (text: string) => string): T {
  if (typeof value === "string") return filter(value) as T;
  if (Array.isArray(value)) return value.map((each: unknown) => filterTexts(each, filter)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filterTexts(each, filter)])) as T;
}
