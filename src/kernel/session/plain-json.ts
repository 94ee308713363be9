/**
 * A copy of a value as JSON holds it, with typed arrays, which figures are often given, as arrays
 * of numbers. Throws for what JSON cannot hold.
 */
export function plainJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, item: unknown) => plain(item)) ?? "null");
}

function plain(item: unknown): unknown {
  return ArrayBuffer.isView(item) && !(item instanceof DataView) ? Array.from(item as Uint8Array) : item;
}
