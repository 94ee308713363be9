import { inspect } from "node:util";

/** Shorter texts are no secrets, and shorter lines of a longer one say little. */
export const shortest = 8;
const shortestLine = 16;

/**
 * The texts in which a secret may come to light, in full: as it is, its longer lines (a key file
 * has many), and as JSON, `util.inspect`, a URL, hexadecimal digits and Base64 write it, wherever
 * in a longer text that begins.
 */
export function formsOf(secret: string): string[] {
  const lines = secret.split(/\r?\n|\\n/).filter(({ length }) => length >= shortestLine);
  const written = [JSON.stringify(secret).slice(1, -1), inspect(secret).slice(1, -1), encodeURIComponent(secret)];
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((before) => base64Within(bytes, before));
  const base64url = base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
  const forms = [secret, ...lines, ...written, bytes.toString("hex"), ...base64, ...base64url];
  return [...new Set(forms)].filter(({ length }) => length >= shortest);
}

/**
 * What of the Base64 of a longer text these bytes alone decide, where so many (modulo 3) come
 * before them.
 */
function base64Within(bytes: Buffer, before: number): string {
  const shifted = Buffer.concat([Buffer.alloc(before), bytes]);
  return shifted.toString("base64").slice(Math.ceil((before * 8) / 6), Math.floor((shifted.length * 8) / 6));
}
