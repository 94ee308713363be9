/**
 * What stands under `recognition` in a notebook: asking a model whether it knows a text, measuring
 * whether it does, and reading whether it says so.
 */
export type { Measured } from "./judges/recognition/measured.ts";
export {
  measureMemorisation,
  type Memorisation,
  type MemorisationOptions,
} from "./judges/recognition/measure-memorisation.ts";
export { planProbe, type ProbeOptions } from "./judges/recognition/plan-probe.ts";
export type { Spoken } from "./judges/recognition/spoken.ts";
export { foretoldRows, type Foretold } from "./frames/foretold.ts";
export { spokenRows } from "./frames/spoken-rows.ts";
