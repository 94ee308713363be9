import { described } from "../lib/described.ts";
import type { Params } from "../models/model.ts";
import type { PlanSpec } from "./plan-spec.ts";

const elicits = ["chat", "choice"];
const numbers = ["temperature", "topP", "topK", "maxTokens"] as const satisfies readonly (keyof Params)[];

/**
 * Throws on a value of a plan's option that is of another kind than the option, and would go
 * unheard or be taken apart. Names that nothing has are checked beside what there is.
 */
export function checkSpec(spec: PlanSpec): void {
  for (const name of ["scenarios", "models", "arms", "wordings"] as const)
    if (spec[name] !== undefined && !Array.isArray(spec[name]))
      throw wrong(name, "a list", spec[name], ": put it in [ ]");
  const model = spec.models?.find((each: unknown) => typeof each !== "string");
  if (model !== undefined) throw wrong("models", "ids", model, ", such as an open model: its id is asked for");
  if (spec.seed !== undefined && !Number.isInteger(spec.seed)) throw wrong("seed", "a whole number", spec.seed);
  checkEpochs(spec.epochs);
  const { inputs, conditions } = spec;
  if (inputs !== undefined && !Array.isArray(inputs) && !Number.isInteger(inputs))
    throw wrong("inputs", "a list of ids or a whole number", inputs);
  if (conditions !== undefined && (typeof conditions !== "object" || conditions === null || Array.isArray(conditions)))
    throw wrong("conditions", "levels by factor", conditions, ', as { tier: ["free"] }');
  for (const [factor, levels] of Object.entries(conditions ?? {}))
    if (!Array.isArray(levels)) throw wrong(`conditions.${factor}`, "a list of levels", levels, ": put it in [ ]");
  for (const name of numbers) {
    const value: unknown = spec.params?.[name];
    if (value !== undefined && typeof value !== "number") throw wrong(`params.${name}`, "a number", value);
  }
}

function checkEpochs(epochs: unknown): void {
  if (epochs === undefined || typeof epochs === "number") return;
  if (typeof epochs !== "object" || epochs === null || Array.isArray(epochs))
    throw wrong("epochs", "a whole number", epochs, ", or one for each way to elicit, as { chat: 10, choice: 1 }");
  const strange = Object.keys(epochs).find((name) => !elicits.includes(name));
  if (strange !== undefined) throw new Error(`plan's epochs has "${strange}": expected ${elicits.join(", ")}`);
}

function wrong(name: string, expected: string, value: unknown, more = ""): Error {
  const shown = typeof value === "string" ? JSON.stringify(value) : described(value);
  return new Error(`plan's ${name} should be ${expected}, not ${shown}${more}`);
}
