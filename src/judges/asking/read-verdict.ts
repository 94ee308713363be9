import type { z } from "zod";
import { lazy, zod } from "../../lib/lazy.ts";
import type { Reply } from "../../models/model.ts";
import type { Verdict } from "../verdict.ts";
import type { RubricQuestion } from "./rubric.ts";
import { stopped } from "./stopped.ts";

const answer = lazy(() => {
  const z = zod();
  return z.object({
    quote: z.string(),
    reason: z.string(),
    decidable: z.boolean(),
    value: z.number().min(0, "is below 0").max(1, "is above 1"),
  });
});
type Answer = z.infer<ReturnType<typeof answer>>;

/**
 * A judge's reply as a verdict: the value, with the quotation it rests on as evidence. Unscored
 * where the judge refused, was cut off, did not answer in the form asked for, or found the criteria
 * not to settle the matter.
 */
export function readVerdict(
  reply: Pick<Reply, "text" | "stop" | "stopDetail">,
  question: Pick<RubricQuestion, "written" | "names">,
): Verdict {
  const parsed = parse(reply.text);
  const cut = stopped(reply);
  // A whole answer may be followed by white space up to the limit, where a grammar allows it.
  if (cut !== null && !(reply.stop === "length" && parsed.success))
    return { status: "unscored", reason: `judge ${cut}` };
  if (!parsed.success) return { status: "unscored", reason: `judge output invalid: ${parsed.problem}` };
  const { quote, reason, decidable, value } = parsed.answer;
  if (!decidable) return { status: "unscored", reason: `not decidable: ${question.names.restore(reason)}` };
  return { status: "scored", value, evidence: evidence(quote, reason, question) };
}

function parse(text: string): { success: true; answer: Answer } | { success: false; problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { success: false, problem: "not JSON" };
  }
  const { success, data, error } = answer().safeParse(value);
  if (success) return { success, answer: data };
  const issue = error.issues[0]!;
  return { success, problem: `${issue.path.join(".") || "answer"} ${issue.message}` };
}

function evidence(
  quote: string,
  reason: string,
  { names, written }: Pick<RubricQuestion, "written" | "names">,
): string {
  if (quote.trim() === "") return names.restore(reason);
  const exact = names.locate(quote, written);
  const quoted = exact === null ? `“${names.restore(quote)}” (not word for word in the reply)` : `“${exact}”`;
  return `${quoted} ${names.restore(reason)}`.trim();
}
