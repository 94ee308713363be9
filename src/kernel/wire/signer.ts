import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";

/** The HMAC of a message's parts, in hexadecimal digits. */
export type Sign = (parts: Uint8Array[]) => string;

const usual = "sha256";
const block = 64;

/**
 * Signs under one key, which is prepared once for the hash that Jupyter's clients use: preparing it
 * takes most of the time that signing a short message does. Throws for a hash that is not known.
 */
export function signer(hash: string, key: string): Sign {
  if (hash !== usual) {
    createHmac(hash, key);
    return (parts) => over(createHmac(hash, key), parts).digest("hex");
  }
  const bytes = Buffer.from(key);
  const short = Buffer.alloc(block);
  (bytes.length > block ? createHash(usual).update(bytes).digest() : bytes).copy(short);
  const started = (pad: number) => createHash(usual).update(short.map((byte) => byte ^ pad));
  const [inner, outer] = [started(0x36), started(0x5c)];
  return (parts) => outer.copy().update(over(inner.copy(), parts).digest()).digest("hex");
}

function over<Hashing extends Hash | Hmac>(hashing: Hashing, parts: Uint8Array[]): Hashing {
  for (const part of parts) hashing.update(part);
  return hashing;
}
