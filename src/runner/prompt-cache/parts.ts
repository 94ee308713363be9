import { hash } from "../../lib/hash.ts";
import type { Message } from "../../models/model.ts";
import { offeredTools } from "../offered-tools.ts";
import { nextAsk } from "../script.ts";
import { nextOf, type Stage } from "../stage.ts";
import type { Trial } from "../trial.ts";

/** The beginning of a prompt, up to the end of one of its messages. */
export interface Part {
  /** How many messages it has. */
  messages: number;
  /** The same for what begins alike. */
  hash: string;
  /** A generous guess at its tokens: three characters each. */
  tokens: number;
}

/** The beginnings of a prompt that a model is asked, the shortest first. */
export function partsOf({ wording }: Stage, trial: Trial, messages: readonly Message[]): Part[] {
  const tools = trial.elicit === "choice" ? null : offeredTools(wording, trial.condition);
  let before = hash(["prompt cache", trial.model, trial.elicit, tools]);
  let tokens = tools === null ? 0 : JSON.stringify(tools).length / 3;
  return messages.map((message, i) => {
    before = hash([before, message.role, message.content]);
    tokens += message.content.length / 3;
    return { messages: i + 1, hash: before, tokens };
  });
}

/** What a trial asks first: once in a chat, in each order in a forced choice. */
export function firstAsks(stage: Stage, trial: Trial): Message[][] {
  const first = nextOf(stage, trial, []);
  if (first === null) return [];
  if (trial.elicit !== "choice") return [first.messages];
  const second = nextAsk("choice", stage.wording, stage.turns, [{ turn: first.turn } as never]);
  return second === null ? [first.messages] : [first.messages, second.messages];
}

/** How many replies a conversation has after one of its turns, whatever is replied. */
export function certainLater({ turns }: Stage, turn: string): number {
  const at = turns.findIndex((each) => each.kind === "reply" && each.name === turn);
  return turns.slice(at + 1).filter((each) => each.kind === "reply" && each.when === null).length;
}
