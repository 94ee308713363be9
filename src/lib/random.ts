import { createHash } from "node:crypto";

/** A source of uniform numbers in [0, 1). */
export type Random = () => number;

/**
 * A seeded source of uniform numbers in [0, 1) with 53 random bits, the same on every machine:
 * sfc32 (Doty-Humphrey, PractRand), its state taken from the SHA-256 of the seed. 1 and "1" are the
 * same seed.
 */
export function random(seed: number | string): Random {
  const digest = createHash("sha256").update(String(seed)).digest();
  let a = digest.readInt32LE(0);
  let b = digest.readInt32LE(4);
  let c = digest.readInt32LE(8);
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  return () => ((next() >>> 5) * 0x4000000 + (next() >>> 6)) / 2 ** 53;
}

/** A copy of `items` in random order (Fisher–Yates). */
export function shuffle<T>(items: readonly T[], next: Random): T[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [shuffled[i], shuffled[j]] = [shuffled[j] as T, shuffled[i] as T];
  }
  return shuffled;
}

/** A standard normal number (Box–Muller, one of the pair). */
export function normal(next: Random): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}
