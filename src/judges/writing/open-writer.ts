import { join } from "node:path";
import { privateFolder } from "../../lib/private.ts";
import type { Message, Model, Params } from "../../models/model.ts";
import { hash } from "../../lib/hash.ts";
import type { Wording } from "../../scenarios/scenario.ts";
import type { AskOptions } from "../asking/ask-options.ts";
import { openInquiry } from "../asking/inquiry.ts";
import { openJudge, type Judge } from "../asking/open-judge.ts";
import type { Question } from "../asking/question.ts";

/**
 * A model that writes wordings; each reply is in `judgements.jsonl` of its folder before it is
 * used, and asked for once.
 */
export type Writer = Pick<Judge, "id" | "ask"> & AsyncDisposable;

/**
 * Opens a writer that will be shown a wording; `dir` gets a folder `wordings`. Throws when the
 * wording is held out and the model not on this machine, and when it cannot answer by a schema.
 */
export async function openWriter(
  model: string | Model,
  { shown, dir }: { shown: Wording; dir: string },
  options: AskOptions,
): Promise<Writer> {
  const id = typeof model === "string" ? model : model.id;
  if (shown.heldOut && !id.startsWith("local/"))
    throw new Error(`${shown.id} is held out: only a local/ model may be shown it, not ${id}`);
  privateFolder(join(dir, "wordings"));
  await using opening = new AsyncDisposableStack();
  const inquiry = opening.use(await openInquiry(dir, options));
  const writer = opening.adopt(await openJudge(model, inquiry, options), (judge) => judge.close());
  const opened = opening.move();
  return { id: writer.id, ask: writer.ask, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/**
 * A request to write something in a schema's form; its seed is drawn from `drawn`, so that the same
 * is asked the same.
 */
export function writerQuestion(
  messages: Message[],
  schema: { name: string; schema: Record<string, unknown> },
  params: Params,
  drawn: unknown,
): Question {
  const seed = Number.parseInt(hash(drawn).slice(0, 8), 16) >>> 1;
  const request = { messages, params, seed, schema, choices: null };
  return { request, hash: hash([messages, schema, seed]) };
}
