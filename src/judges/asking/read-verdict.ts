import type { z } from "zod";
import { shorten } from "../../lib/escape.ts";
import { lazy, zod } from "../../lib/lazy.ts";
import type { Reply } from "../../models/model.ts";
import type { Verdict } from "../verdict.ts";
import { answeredObject } from "./answered-object.ts";
import type { Neutralizer } from "./neutralize.ts";
import { stopped } from "./stopped.ts";

const answer = lazy(() => {
  const z = zod();
  return z.object({
    quote: z.preprocess((quote) => (quote === null ? "" : quote), z.string()),
    reason: z.preprocess((reason) => (reason === null ? "" : reason), z.string()),
    decidable: z.preprocess(asFlag, z.boolean()),
    value: z.preprocess(asNumber, z.number().min(0, "is below 0").max(1, "is above 1")),
  });
});

/** A flag, also where it is written as a text. */
const asFlag = (written: unknown): unknown =>
  typeof written === "string" && /^\s*(?:true|false)\s*$/i.test(written) ? /true/i.test(written) : written;

/** A number, also where it is written as a text or, being 0 or 1, as a flag. */
function asNumber(written: unknown): unknown {
  if (typeof written === "boolean") return Number(written);
  if (typeof written !== "string") return written;
  const flag = asFlag(written);
  if (typeof flag === "boolean") return Number(flag);
  return /^\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*$/.test(written) ? Number(written) : written;
}
/** The judged texts as they were written, and what hid the names in them. */
interface Shown {
  written: string;
  names: Neutralizer;
}

type Answer = z.infer<ReturnType<typeof answer>>;

/**
 * A judge's reply as a verdict: the value, with the quotation it rests on as evidence. Unscored
 * where the judge refused, was cut off, did not answer in the form asked for (what it wrote is the
 * evidence then), or found the criteria not to settle the matter.
 */
export function readVerdict(reply: Pick<Reply, "text" | "stop" | "stopDetail">, question: Shown): Verdict {
  const parsed = parse(reply.text);
  const cut = stopped(reply);
  // A whole answer may be followed by white space up to the limit, where a grammar allows it.
  if (cut !== null && !(reply.stop === "length" && parsed.success))
    return { status: "unscored", reason: `judge ${cut}` };
  if (!parsed.success)
    return {
      status: "unscored",
      reason: `judge output invalid: ${parsed.problem}`,
      evidence: shorten(reply.text, 500),
    };
  const { quote, reason, decidable, value } = parsed.answer;
  if (!decidable) return { status: "unscored", reason: `not decidable: ${question.names.restore(reason)}` };
  return { status: "scored", value, evidence: evidence(quote, reason, question) };
}

/** Whether a whole reply says, in the form asked for, what its judge makes of the question. */
export const isVerdict = (reply: Pick<Reply, "text" | "stop" | "stopDetail">): boolean =>
  stopped(reply) !== null || parse(reply.text).success;

function parse(text: string): { success: true; answer: Answer } | { success: false; problem: string } {
  const found = answeredObject(text);
  if ("problem" in found) return { success: false, problem: found.problem };
  const { success, data, error } = answer().safeParse(withoutValue(found.value));
  if (success) return { success, answer: data };
  const issue = error.issues[0]!;
  return { success, problem: `${issue.path.join(".") || "answer"} ${issue.message}` };
}

/** Where a judge says that the matter is not decidable, no value need stand beside it. */
function withoutValue(verdict: unknown): unknown {
  if (typeof verdict !== "object" || verdict === null) return verdict;
  const { decidable, value } = verdict as Record<string, unknown>;
  return asFlag(decidable) === false && (value === null || value === undefined) ? { ...verdict, value: 0 } : verdict;
}

function evidence(quote: string, reason: string, { names, written }: Shown): string {
  if (quote.trim() === "") return names.restore(reason);
  const exact = names.locate(quote, written);
  const quoted = exact === null ? `“${names.restore(quote)}” (not word for word in the reply)` : `“${exact}”`;
  return `${quoted} ${names.restore(reason)}`.trim();
}
