/** A JSON value with every string in it, names of fields aside, as a filter gives it back. */
export function filterTexts<T>(value: T, filter: (text: string) => string): T {
  if (typeof value === "string") return filter(value) as T;
  if (Array.isArray(value)) return value.map((each: unknown) => filterTexts(each, filter)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      isTraceback(key, each) ? filter(each.join("\n")).split("\n") : filterTexts(each, filter),
    ]),
  ) as T;
}

/** A traceback is one text, in lines. */
function isTraceback(key: string, value: unknown): value is string[] {
  return key === "traceback" && Array.isArray(value) && value.every((each) => typeof each === "string");
}
