import { createHash, createHmac, hash as hashOf, type Hash, type Hmac } from "node:crypto";

/** What is signed: bytes, or text as UTF-8. */
export type Part = Uint8Array | string;

/** The HMAC of a message's parts, in hexadecimal digits. */
export type Sign = (parts: readonly Part[]) => string;

const usual = "sha256";
const block = 64;
const digest = 32;
/** Bytes of a message that is hashed in one go, as most are. */
const short = 16_384;

/**
 * Signs under one key, which is prepared once for the hash that Jupyter's clients use: short
 * messages are hashed where they are put together, as an object for each hash takes longer than
 * hashing does. Throws for a hash that is not known.
 */
export function signer(name: string, key: string): Sign {
  if (name !== usual) {
    createHmac(name, key);
    return (parts) => over(createHmac(name, key), parts).digest("hex");
  }
  const bytes = Buffer.from(key);
  const padded = Buffer.alloc(block);
  (bytes.length > block ? createHash(usual).update(bytes).digest() : bytes).copy(padded);
  const [before, after] = [0x36, 0x5c].map((pad) => padded.map((byte) => byte ^ pad)) as [Buffer, Buffer];
  const inner = Buffer.concat([before, Buffer.alloc(short)]);
  const outer = Buffer.concat([after, Buffer.alloc(digest)]);
  return (parts) => {
    const end = putTogether(inner, block, parts);
    const hashed =
      end === null
        ? over(createHash(usual).update(before), parts).digest()
        : hashOf(usual, inner.subarray(0, end), "buffer");
    outer.set(hashed, block);
    return hashOf(usual, outer);
  };
}

/**
 * Writes parts into `room` from `start` on. Gives where they end, or null where they may not fit.
 */
function putTogether(room: Buffer, start: number, parts: readonly Part[]): number | null {
  let end = start;
  for (const part of parts) {
    const text = typeof part === "string";
    if (end + part.length * (text ? 3 : 1) > room.length) return null;
    if (text) end += room.write(part, end);
    else {
      room.set(part, end);
      end += part.length;
    }
  }
  return end;
}

function over<Hashing extends Hash | Hmac>(hashing: Hashing, parts: readonly Part[]): Hashing {
  for (const part of parts) hashing.update(part);
  return hashing;
}
