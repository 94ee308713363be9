/**
 * Shorter ones are stand-ins given to servers that ask for none ("ollama", "EMPTY"), and may be
 * words of a reply.
 */
const shortest = 8;

/**
 * A value of JSON with `[key]` in place of a key, wherever its strings hold it: as it is, in
 * hexadecimal of either case, with its characters escaped as addresses, JSON or pages have them, or
 * within Base64, alone or with what stands about it, on however many lines. Servers do repeat what
 * they were sent.
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
  const forms = [hexadecimal(Buffer.from(key)), escaped(key), ...base64Of(Buffer.from(key)).map(onLines)];
  const pattern = new RegExp(forms.join("|"), "g");
  patterns.set(key, pattern);
  return pattern;
}

/** Each byte by two digits, with or without what tools put between them. */
const hexadecimal = (bytes: Buffer): string => [...bytes].map(digits).join("(?:[ :,-]|, ?)?(?:0x|\\\\x)?");

const digits = (byte: number): string =>
  [...byte.toString(16).padStart(2, "0")].map((digit) => `[${digit}${digit.toUpperCase()}]`).join("");

/** Each character as it is, or as an address, JSON, a program or a page has it. */
const escaped = (key: string): string => [...key].map((character) => `(?:${waysOf(character).join("|")})`).join("");

function waysOf(character: string): string[] {
  const code = character.codePointAt(0)!;
  const hex = [...code.toString(16)].map((digit) => `[${digit}${digit.toUpperCase()}]`).join("");
  const inAddress = [...Buffer.from(character)].map((byte) => `%(?:25){0,4}${digits(byte)}`).join("");
  return [
    `\\\\{0,4}${literal(character)}`,
    inAddress,
    `\\\\{1,4}(?:u0{0,2}|x|u\\{0{0,4})${hex}\\}?`,
    `&(?:amp;)?#0{0,4}${code};`,
    `&(?:amp;)?#[xX]0{0,4}${hex};`,
    ...(character in entities ? [`&(?:amp;)?${entities[character]};`] : []),
  ];
}

const entities: Record<string, string> = {
  "&": "amp",
  "<": "lt",
  ">": "gt",
  '"': "quot",
  "'": "apos",
  "/": "sol",
  "+": "plus",
};

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
  const longestFirst = [alone, ...forms].toSorted((a, b) => b.length - a.length);
  return longestFirst.filter((form) => form.length >= shortest);
}

const onLines = (form: string): string =>
  [...form]
    .map((sign) => (sign === "+" ? "(?:[+-]|%2B)" : sign === "/" ? "(?:[/_]|%2F)" : sign))
    .join("(?:\\s|\\\\[rn]){0,4}");

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
