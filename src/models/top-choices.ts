import type { Reply, Request } from "./model.ts";
import { ModelError } from "./model.ts";

interface TopToken {
  token: string;
  logprob: number;
}

/**
 * A reply to a forced choice, completed from a provider's list of likeliest first tokens. Being cut after the letter is
 * no event, so `stop` is "end"; a refusal or filter stays one, without choices. Throws ModelError where the provider
 * gave no list, which is a property of the model and not worth another try.
 */
export function withChoices<R extends Omit<Reply, "latencyMs">>(
  id: string,
  request: Request,
  reply: R,
  top: readonly TopToken[] | undefined,
): R {
  if (request.choices === null || reply.stop === "refusal" || reply.stop === "filter") return reply;
  if (top === undefined || top.length === 0)
    throw new ModelError(`${id} gave no token probabilities: measure it by chat, not by forced choice`, {
      retryable: false,
    });
  const { choices, bounded } = topChoices(request.choices, top);
  const detail =
    bounded.length === 0 ? "listed" : `not among the ${top.length} likeliest tokens: ${bounded.join(", ")}`;
  return { ...reply, stop: "end", stopDetail: detail, choices };
}

/**
 * Log-probability of each choice. A choice has the mass of every token that spells it, with or without surrounding
 * space. One that is not listed has at most the mass of the last token listed and of what the list leaves over: that
 * bound is given when another choice is listed, and named in `bounded`. When none is listed nothing is known, and
 * `choices` is empty.
 */
function topChoices(
  choices: readonly string[],
  top: readonly TopToken[],
): { choices: Record<string, number>; bounded: string[] } {
  const found: Record<string, number> = {};
  const bounded: string[] = [];
  const rest = 1 - top.reduce((sum, { logprob }) => sum + Math.exp(logprob), 0);
  const bound = Math.min(...top.map(({ logprob }) => logprob), Math.log(Math.max(rest, 1e-12)));
  for (const choice of choices) {
    const spelled = top.filter(({ token }) => token.trim() === choice);
    if (spelled.length === 0) bounded.push(choice);
    found[choice] =
      spelled.length === 0 ? bound : Math.log(spelled.reduce((sum, { logprob }) => sum + Math.exp(logprob), 0));
  }
  return bounded.length === choices.length ? { choices: {}, bounded } : { choices: found, bounded };
}
