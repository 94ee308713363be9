import type { z } from "zod";
import { shorten } from "../../lib/escape.ts";
import { lazy, zod } from "../../lib/lazy.ts";
import { parseTolerantJson } from "../../lib/tolerant-json.ts";
import type { Reply } from "../../models/model.ts";
import type { Verdict } from "../verdict.ts";
import { answeredObject } from "./answered-object.ts";
import type { Neutralizer } from "./neutralize.ts";
import { stopped } from "./stopped.ts";

const answer = lazy(() => {
  const z = zod();
  return z.object({
    quote: z.preprocess(asText, z.string()),
    reason: z.preprocess((reason) => (reason === null ? "" : reason), z.string()),
    decidable: z.preprocess(asFlag, z.boolean()),
    value: z.preprocess(asNumber, z.number().min(0, "is below 0").max(1, "is above 1")),
  });
});

/** A quotation, also where there is none, or several. */
const asText = (written: unknown): unknown =>
  Array.isArray(written) ? written.join(" … ") : written === null ? "" : written;

/** A flag, also where it is written as a text or a number. */
function asFlag(written: unknown): unknown {
  if (written === 0 || written === 1) return written === 1;
  if (typeof written !== "string" || !/^\s*(?:true|false|yes|no)\s*$/i.test(written)) return written;
  return /true|yes/i.test(written);
}

/** A number, also where it is written as a text or, being 0 or 1, as a flag. */
function asNumber(written: unknown): unknown {
  if (typeof written === "boolean") return Number(written);
  if (typeof written !== "string") return written;
  if (/^\s*(?:true|false)\s*$/i.test(written)) return Number(/true/i.test(written));
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
  const { success, data, error } = answer().safeParse(withoutValue(unwrapped(found.value)));
  if (success) return { success, answer: data };
  const issue = error.issues[0]!;
  return { success, problem: `${issue.path.join(".") || "answer"} ${issue.message}` };
}

/**
 * A verdict out of what servers and models put around it: a list of one, an object with nothing
 * else in it, the arguments of a call, a text; names of its fields in any case.
 */
function unwrapped(answered: unknown): unknown {
  if (typeof answered === "string") return parseTolerantJson(answered) ?? answered;
  if (Array.isArray(answered)) return answered.length === 1 ? unwrapped(answered[0]) : answered;
  if (typeof answered !== "object" || answered === null) return answered;
  const named = Object.fromEntries(Object.entries(answered).map(([name, value]) => [name.toLowerCase().trim(), value]));
  if ("decidable" in named || "value" in named) return named;
  const within: unknown[] = Object.values(named);
  const inner = named["arguments"] ?? named["parameters"] ?? named["input"] ?? (within.length === 1 ? within[0] : null);
  return typeof inner === "object" || typeof inner === "string" ? (unwrapped(inner) ?? named) : named;
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
