/**
 * Shorter ones are stand-ins given to servers that ask for none ("ollama", "EMPTY"), and may be
 * words of a reply.
 */
const shortest = 8;

/**
 * A value of JSON with `[key]` in place of a key, wherever its strings hold it: as it is, in
 * hexadecimal of either case, in the form it has in an address, or within Base64, alone or with
 * what stands about it. Servers do repeat what they were sent.
 */
export function blotKey<T>(value: T, key: string | null): T {
  if (key === null || key.length < shortest) return value;
  return blot(value, patternOf(key)) as T;
}

/** {@link blotKey} of each of several. */
export const blotKeys = <T>(value: T, keys: readonly string[]): T => keys.reduce<T>(blotKey, value);

function blot(value: unknown, pattern: RegExp): unknown {
  if (typeof value === "string") return value.replace(pattern, "[key]");
  if (Array.isArray(value)) return value.map((each) => blot(each, pattern));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [blot(name, pattern), blot(each, pattern)]));
}

const patterns = new Map<string, RegExp>();

function patternOf(key: string): RegExp {
  const known = patterns.get(key);
  if (known !== undefined) return known;
  const bytes = Buffer.from(key);
  const hex = bytes.toString("hex");
  const forms = [key, encodeURIComponent(key), everyByte(bytes), hex, hex.toUpperCase(), ...base64Of(bytes)];
  const longestFirst = [...new Set(forms)].toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(literal).join("|"), "g");
  patterns.set(key, pattern);
  return pattern;
}

const everyByte = (bytes: Buffer): string =>
  [...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0").toUpperCase()}`).join("");

/**
 * What Base64 of a text with the key in it must hold, whatever stands before and after, in both
 * alphabets.
 */
function base64Of(bytes: Buffer): string[] {
  const forms = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    return text.slice(Math.ceil((before * 8) / 6), whole);
  });
  const alone = bytes.toString("base64").replace(/=+$/, "");
  const all = [alone, ...forms].filter((form) => form.length >= shortest);
  return all.flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_")]);
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
