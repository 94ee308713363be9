import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * A package that loads when it is first used: a kernel that has run no cell yet does without its
 * memory.
 */
export function onFirstUse<T>(name: string): () => T {
  let loaded: T | undefined;
  return () => (loaded ??= require(name) as T);
}
