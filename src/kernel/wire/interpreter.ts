import { now } from "../session/clock.ts";
import type { Completions } from "../session/completions.ts";
import { asBefore } from "../session/realm.ts";
import type { Session } from "../session/session.ts";
import { codePointOffset, utf16Offset } from "./cursor.ts";
import type { Content } from "./message.ts";
import type { Ask, Executed, Expression } from "./port.ts";
import type { Output } from "../session/output.ts";

type Execute = Extract<Ask, { type: "execute" }>;

/** Runs a cell and, where it ended well, the expressions that the client wants the values of. */
export async function execute(
  session: Session,
  asked: Execute,
  emit: (output: Output) => void,
  listens: () => void,
): Promise<Executed> {
  const { code, count, silent, timed } = asked;
  const begun = timed ? now() : 0;
  let compiled = begun;
  const note = timed ? () => (compiled = now()) : undefined;
  const result = await session.execute(code, { cell: count, emit, silent, listens, compiled: note });
  const moments = timed ? { moments: { begun, compiled, ran: now() } } : {};
  const expressions: Record<string, Expression> = {};
  if (result.status === "error") return { ...result, ...moments, expressions };
  const wanted = asBefore(() => Object.entries(asked.expressions));
  for (let at = 0; at < wanted.length; at++) {
    const { 0: name, 1: expression } = wanted[at]!;
    const evaluated = await session.execute(String(expression), { cell: count, emit, name: `expression ${name}` });
    if (evaluated.status === "error") expressions[name] = evaluated;
    else {
      const { data, metadata } = evaluated.value ?? { data: { "text/plain": "undefined" }, metadata: {} };
      expressions[name] = { status: "ok", data, metadata };
    }
  }
  return { ...result, ...moments, expressions };
}

/** Answers a `complete_request`, `inspect_request` or `is_complete_request`. */
export async function answer(session: Session, about: string, content: Content): Promise<Content> {
  const code = String(content["code"] ?? "");
  const position = content["cursor_pos"];
  const cursor = typeof position === "number" ? utf16Offset(code, position) : code.length;
  if (about === "is_complete") {
    const { status, indent } = session.isComplete(code);
    return status === "incomplete" ? { status, indent } : { status };
  }
  if (about === "inspect") {
    const found = await session.inspect(code, cursor);
    return { status: "ok", found: found !== null, data: found?.data ?? {}, metadata: found?.metadata ?? {} };
  }
  const completions = await session.complete(code, cursor);
  return asBefore(() => completeReply(code, completions));
}

function completeReply(code: string, { start, end, matches }: Completions): Content {
  const [from, to] = [codePointOffset(code, start), codePointOffset(code, end)];
  const types = matches.map(({ text, kind, detail, documentation }) => ({
    start: from,
    end: to,
    text,
    type: kind,
    signature: detail,
    documentation,
  }));
  return {
    status: "ok",
    matches: matches.map(({ text }) => text),
    cursor_start: from,
    cursor_end: to,
    metadata: { _jupyter_types_experimental: types },
  };
}
