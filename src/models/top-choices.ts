import { significant } from "../lib/number-text.ts";
import type { Reply, Request } from "./model.ts";
import { ModelError } from "./model.ts";

/** A likely token as servers list it; some give no number for what they hold impossible. */
interface TopToken {
  token: string;
  logprob: number | null;
}

type Listed = { token: string; logprob: number };

/** What the listed probabilities may sum to: a server rounds. */
const greatestMass = 1.01;

/**
 * A reply to a forced choice, completed from a provider's list of likeliest first tokens. Being cut
 * after the letter is no event, so `stop` is "end"; a refusal or filter stays one, without choices.
 * What cannot be read as probabilities of the choices leaves `choices` empty, with what came in
 * `stopDetail`. Throws ModelError where the provider gave no list, which is a property of the model
 * and not worth another try.
 */
export function withChoices<R extends Omit<Reply, "latencyMs">>(
  id: string,
  request: Request,
  reply: R,
  top: readonly TopToken[] | undefined | null,
): R {
  if (request.choices === null || reply.stop === "refusal" || reply.stop === "filter") return reply;
  if (!Array.isArray(top) || top.length === 0)
    throw new ModelError(`${id} gave no token probabilities: measure it by chat, not by forced choice`, {
      retryable: false,
    });
  const listed = (top as TopToken[]).filter((each): each is Listed => Number.isFinite(each?.logprob));
  const { choices, detail } = topChoices(request.choices, listed);
  return { ...reply, stop: "end", stopDetail: detail, choices };
}

/**
 * Log-probability of each choice. A choice has the mass of every token that spells it, with or
 * without surrounding space. One that is not listed has at most the mass of the last token listed
 * and of what the list leaves over: that bound is given when another choice is listed, and said.
 * When none is listed, or the list sums to more than 1, nothing is known, and `choices` is empty.
 */
function topChoices(
  choices: readonly string[],
  top: readonly Listed[],
): { choices: Record<string, number>; detail: string } {
  const mass = Math.exp(logSum(top.map(({ logprob }) => logprob)));
  if (!(mass <= greatestMass)) return { choices: {}, detail: `no probabilities: they sum to ${percent(mass)}` };
  const spelled = new Map(choices.map((choice) => [choice, top.filter(({ token }) => spellingOf(token) === choice)]));
  const bounded = choices.filter((choice) => spelled.get(choice)!.length === 0);
  if (bounded.length === choices.length)
    return { choices: {}, detail: `listed, without ${choices.join(", ")}: ${shown(top)}` };
  const bound = Math.min(...top.map(({ logprob }) => logprob), Math.log(Math.max(1 - mass, 1e-12)));
  const found = choices.map((choice) => {
    const own = spelled.get(choice)!;
    return [choice, own.length === 0 ? bound : logSum(own.map(({ logprob }) => logprob))] as const;
  });
  const detail =
    bounded.length === 0 ? "listed" : `not among the ${top.length} likeliest tokens: ${bounded.join(", ")}`;
  return { choices: Object.fromEntries(found), detail };
}

/**
 * A token without space, however a tokenizer writes it: as it is, `Ġ` and `Ċ` (byte-level BPE), `▁`
 * (SentencePiece).
 */
const spellingOf = (token: unknown): string => String(token).replace(/[ĠĊ▁]/gu, " ").trim();

/** log Σ exp: what is far below zero does not underflow. */
function logSum(logs: readonly number[]): number {
  const most = Math.max(...logs);
  return Number.isFinite(most) ? most + Math.log(logs.reduce((sum, each) => sum + Math.exp(each - most), 0)) : most;
}

const percent = (share: number): string => `${significant(100 * share, 3)} %`;

/** The likeliest few, for whoever wonders what came. */
const shown = (top: readonly Listed[]): string =>
  top.length === 0
    ? "no token with a probability"
    : top
        .slice(0, 5)
        .map(({ token, logprob }) => `${JSON.stringify(token)} ${percent(Math.exp(logprob))}`)
        .join(", ");
