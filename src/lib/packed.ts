/**
 * A column of values that takes few bytes each; null where there is none, which all are at first.
 */
export interface Packed<T> {
  get(at: number): T | null;
  set(at: number, value: T | null): void;
}

/** A column of values as codes of the different ones, in order of appearance. */
export interface CodedColumn<T> extends Packed<T> {
  codes(): ArrayLike<number>;
  /** By code. */
  values: (T | null)[];
}

/** A column of numbers. */
export function numbersColumn(length: number): Packed<number> {
  const numbers = new Float64Array(length).fill(NaN);
  return {
    get: (at) => (Number.isNaN(numbers[at]!) ? null : numbers[at]!),
    set: (at, value) => void (numbers[at] = value ?? NaN),
  };
}

const widths = [Uint8Array, Uint16Array, Uint32Array] as const;

/** A column of few different values: a byte each, and more where there are more of them. */
export function codedColumn<T extends string | number | boolean>(length: number): CodedColumn<T> {
  let codes: Uint8Array | Uint16Array | Uint32Array = new Uint8Array(length);
  const values: (T | null)[] = [null];
  const known = new Map<T | null, number>([[null, 0]]);
  let last: { value: T | null; code: number } = { value: null, code: 0 };
  const codeOf = (value: T | null): number => {
    const found = known.get(value);
    if (found !== undefined) return found;
    const code = values.push(value) - 1;
    known.set(value, code);
    const wider = widths.find((Width) => code < 2 ** (8 * Width.BYTES_PER_ELEMENT))!;
    if (!(codes instanceof wider)) codes = new wider(codes);
    return code;
  };
  return {
    values,
    codes: () => codes,
    get: (at) => values[codes[at]!]!,
    set: (at, value) => {
      // Neighbours are often alike.
      if (value !== last.value) last = { value, code: codeOf(value) };
      codes[at] = last.code;
    },
  };
}

const hashBytes = 32;
/** By character, what a small hexadecimal digit stands for; −1 of other characters. */
const digits = new Int8Array(128).fill(-1);
[..."0123456789abcdef"].forEach((digit, value) => (digits[digit.charCodeAt(0)] = value));

/** Writes a hash as bytes; false where a text is none. */
function putHash(text: string, bytes: Uint8Array, at: number): boolean {
  if (text.length !== 2 * hashBytes) return false;
  for (let i = 0; i < hashBytes; i++) {
    const [high, low] = [digits[text.charCodeAt(2 * i)] ?? -1, digits[text.charCodeAt(2 * i + 1)] ?? -1];
    if (high < 0 || low < 0) return false;
    bytes[at + i] = (high << 4) | low;
  }
  return true;
}

const [none, packed, empty, asItIs] = [0, 1, 2, 3];

/** A column of hashes. */
export interface HashColumn extends Packed<string> {
  /** Its values as places in a list of the different ones, in order of appearance. */
  coded(): { codes: Int32Array; values: (string | null)[] };
}

/** A column of hashes, 32 bytes each; what is none is held as it is. */
export function hashColumn(length: number): HashColumn {
  const bytes = Buffer.alloc(length * hashBytes);
  const kinds = new Uint8Array(length);
  const others = new Map<number, string>();
  const get = (at: number): string | null => {
    if (kinds[at] === none) return null;
    if (kinds[at] === empty) return "";
    if (kinds[at] === asItIs) return others.get(at)!;
    return bytes.toString("hex", at * hashBytes, (at + 1) * hashBytes);
  };
  return {
    get,
    coded() {
      const same = (a: number, b: number) => bytes.compare(bytes, a, a + hashBytes, b, b + hashBytes) === 0;
      const known = new Map<string | null | number, number[]>();
      const codes = new Int32Array(length);
      const values: (string | null)[] = [];
      const firsts: number[] = [];
      for (let at = 0; at < length; at++) {
        const isHash = kinds[at] === packed;
        const key = isHash ? bytes.readUIntLE(at * hashBytes, 6) : get(at);
        const those = known.get(key) ?? [];
        let code = those.find((code) => !isHash || same(firsts[code]!, at * hashBytes));
        if (code === undefined) {
          code = values.push(get(at)) - 1;
          firsts.push(at * hashBytes);
          those.push(code);
          known.set(key, those);
        }
        codes[at] = code;
      }
      return { codes, values };
    },
    set(at, value) {
      if (value === null || value === "") kinds[at] = value === null ? none : empty;
      else if (putHash(value, bytes, at * hashBytes)) kinds[at] = packed;
      else {
        kinds[at] = asItIs;
        others.set(at, value);
      }
    },
  };
}
