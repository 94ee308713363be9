import { require } from "./here.ts";

/** What `make` gives, made when first asked for and kept. */
export function lazy<T>(make: () => T): () => T {
  let computed: { value: T } | undefined;
  return () => (computed ??= { value: make() }).value;
}

/** Together these take 80 ms to load, and most who import the package read no file with them. */
export const zod: () => (typeof import("zod"))["z"] = lazy(() => (require("zod") as typeof import("zod")).z);
export const yaml: () => typeof import("yaml") = lazy(() => require("yaml") as typeof import("yaml"));
export const re2: () => (typeof import("re2js"))["RE2JS"] = lazy(
  () => (require("re2js") as typeof import("re2js")).RE2JS,
);
