import { significant } from "../lib/number-text.ts";
import type { Reply, Request } from "./model.ts";
import { ModelError } from "./model.ts";

/** A likely token as servers list it; some give no number for what they hold impossible. */
interface TopToken {
  token: string;
  logprob: number | null;
  bytes?: readonly number[] | null;
}

type Listed = TopToken & { logprob: number };

/** What the listed probabilities may sum to: a server rounds. */
const greatestMass = 1.01;

/** What servers that cannot write −∞ write for it, and what it is here. */
const impossible = -9999;

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
  const { choices, detail } = topChoices(request.choices, onceEach(top as TopToken[]));
  return { ...reply, stop: "end", stopDetail: detail, choices };
}

/**
 * Log-probability of each choice. A choice has the mass of every token that spells it, with or
 * without surrounding space; one that is listed without a number, or with the one that stands for
 * −∞, has next to none. One that is not listed has at most the mass of the last token listed and of
 * what the list leaves over: that bound is given when another choice is listed, and said. When none
 * has a number, or the list sums to more than 1, nothing is known, and `choices` is empty.
 */
function topChoices(
  choices: readonly string[],
  all: readonly TopToken[],
): { choices: Record<string, number>; detail: string } {
  const top = all.filter((each): each is Listed => isPossible(each.logprob));
  const mass = Math.exp(logSum(top.map(({ logprob }) => logprob)));
  if (!(mass <= greatestMass)) return { choices: {}, detail: `no probabilities: they sum to ${percent(mass)}` };
  const spelled = new Map(choices.map((choice) => [choice, top.filter((each) => spellingOf(each) === choice)]));
  const without = choices.filter((choice) => spelled.get(choice)!.length === 0);
  if (without.length === choices.length)
    return { choices: {}, detail: `listed, without ${choices.join(", ")}: ${shown(top)}` };
  const none = without.filter((choice) => all.some((each) => spellingOf(each) === choice));
  const unnumbered = none.filter((choice) =>
    all.every((each) => spellingOf(each) !== choice || typeof each.logprob !== "number"),
  );
  const bounded = without.filter((choice) => !none.includes(choice));
  const bound = Math.min(...top.map(({ logprob }) => logprob), Math.log(Math.max(1 - mass, 1e-12)));
  const found = choices.map((choice) => {
    if (none.includes(choice)) return [choice, impossible] as const;
    const spellings = spelled.get(choice)!;
    return [choice, spellings.length === 0 ? bound : logSum(spellings.map(({ logprob }) => logprob))] as const;
  });
  const notes = [
    bounded.length > 0 ? `not among the ${top.length} likeliest tokens: ${bounded.join(", ")}` : "",
    unnumbered.length > 0 ? `listed without a number: ${unnumbered.join(", ")}` : "",
  ].filter(Boolean);
  return { choices: Object.fromEntries(found), detail: notes.join("; ") || "listed" };
}

/**
 * −9999 and what lies below it are not measured: a server writes them for what it holds impossible.
 */
const isPossible = (logprob: unknown): boolean => Number.isFinite(logprob) && (logprob as number) > impossible;

/**
 * A token that a server lists twice alike, as the one that was sampled and as a likely one, counts
 * once.
 */
const onceEach = (top: readonly TopToken[]): TopToken[] => [
  ...new Map(
    top
      .filter((each) => typeof each === "object" && each !== null)
      .map((each) => [JSON.stringify([each.token, each.logprob, each.bytes]), each]),
  ).values(),
];

/**
 * A token without space, however a tokenizer writes it: as it is, `Ġ`, `Ċ`, `ĉ` and `č` (byte-level
 * BPE), `▁` and `<0x41>` (SentencePiece), or by a number that its bytes stand beside.
 */
function spellingOf({ token, bytes }: TopToken): string {
  const named = /^token_id:\d+$/.test(String(token)) && Array.isArray(bytes) && bytes.length > 0;
  const written = named ? Buffer.from(bytes).toString() : String(token);
  return written
    .replace(/<0x([0-9a-f]{2})>/gi, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16)))
    .replace(/[ĠĊĉč▁]/gu, " ")
    .trim();
}

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
