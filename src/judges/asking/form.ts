import { random } from "../../lib/random.ts";

/** How a question to a judge is laid out: what comes first, and how replies are set off. */
export interface Form {
  order: "criteria first" | "replies first";
  marks: "rules" | "brackets";
}

/** What a single judge is shown. */
export const plainForm: Form = { order: "criteria first", marks: "rules" };

/**
 * A form drawn by a key, the same one each time, so that no order or format favours a verdict over
 * many questions.
 */
export function drawForm(key: readonly (string | number)[]): Form {
  const next = random(JSON.stringify(key));
  return {
    order: next() < 0.5 ? "criteria first" : "replies first",
    marks: next() < 0.5 ? "rules" : "brackets",
  };
}
