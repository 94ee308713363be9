import type { LanguageCase } from "./cases/case.ts";
import { again } from "./cases/again.ts";
import { declarations } from "./cases/declarations.ts";
import { errors } from "./cases/errors.ts";
import { hints } from "./cases/hints.ts";
import { modules } from "./cases/modules.ts";
import { outputs } from "./cases/outputs.ts";
import { typescript } from "./cases/typescript.ts";
import { values } from "./cases/values.ts";

export type { LanguageCase, Step } from "./cases/case.ts";

/** What must run, whatever carries the cells: in process, and over the wire. */
export const languageCases: LanguageCase[] = [
  ...values,
  ...declarations,
  ...typescript,
  ...modules,
  ...errors,
  ...hints,
  ...outputs,
  ...again,
];
