import { hash as digest } from "node:crypto";

/**
 * JSON with object keys in code-unit order, so that equal values give equal text. Properties that
 * are undefined are left out, as in JSON. Throws on what JSON would silently turn into null or
 * drop: NaN, infinities, functions, bigint.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object") throw new TypeError(`cannot hash ${typeof value} ${String(value)}: not a JSON value`);
  const parts: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const item = (value as Record<string, unknown>)[key];
    if (item !== undefined) parts.push(`${JSON.stringify(key)}:${canonical(item)}`);
  }
  return `{${parts.join(",")}}`;
}

/** SHA-256, in hex, of a value's {@link canonical} JSON. */
export function hash(value: unknown): string {
  return sha256(canonical(value));
}

/** SHA-256, in hex, of text (as UTF-8) or bytes. */
export function sha256(data: string | Uint8Array): string {
  return digest("sha256", data, "hex");
}
