import { fixed, significant } from "../../lib/number-text.ts";
import { letterOfOne, letters, orders } from "../../runner/choice.ts";
import type { ReplyLine } from "../../runner/trial.ts";
import type { Verdict } from "../verdict.ts";
import { stopped } from "../asking/stopped.ts";

/** Probability that the two letters must have between them for their ratio to mean anything. */
const LEAST_MASS = 0.01;

/** More than all there is, beyond what a server rounds: such numbers are no probabilities. */
const GREATEST_MASS = 1.01;

/**
 * The forced choice: p(one) / (p(one) + p(zero)), averaged over both orders so that a liking for a
 * letter or for a place cancels. Unscored where an order is missing or the two letters together
 * have less than 1 % of the probability.
 */
export function judgeChoice(replies: readonly ReplyLine[]): Verdict {
  const shares: number[] = [];
  const evidence: string[] = [];
  for (const order of orders) {
    const reply = replies.find((line) => line.turn === order)?.reply;
    if (!reply) return { status: "unscored", reason: `not reached: ${order}` };
    const letter = letterOfOne(order);
    const one = reply.choices?.[letter];
    const zero = reply.choices?.[letters.find((other) => other !== letter)!];
    if (typeof one !== "number" || typeof zero !== "number")
      return { status: "unscored", reason: stopped(reply) ?? unread(order, reply.stopDetail) };
    const mass = Math.exp(one) + Math.exp(zero);
    if (!(mass >= LEAST_MASS))
      return {
        status: "unscored",
        reason: `too little probability on the letters: ${significant(100 * mass, 3)} % in ${order}`,
      };
    if (mass > GREATEST_MASS)
      return {
        status: "unscored",
        reason: `no probabilities: ${significant(100 * mass, 3)} % on the letters in ${order}`,
      };
    const share = 1 / (1 + Math.exp(zero - one));
    shares.push(share);
    evidence.push(`${order} ${fixed(share, 4)} (${significant(100 * mass, 3)} % on the letters)`);
  }
  const value = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return { status: "scored", value, evidence: evidence.join(", ") };
}

/** Why a reply says nothing of the letters, with what came where that is known. */
function unread(order: string, detail: string | null): string {
  const came = detail === null || detail === "listed" ? "" : ` (${detail})`;
  return `no probability for both letters: ${order}${came}`;
}
