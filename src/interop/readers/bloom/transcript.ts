import type { Replied, Said } from "../../exchange/exchange.ts";
import { replyOf, saidOf } from "../inspect/replies.ts";
import type { InspectMessage } from "../inspect/shapes.ts";

type Message = InspectMessage & { tool_call_id?: string; model?: string };

interface TranscriptEvent {
  view?: string | string[];
  edit?: { operation?: string; message?: Message; new_messages?: Message[] };
}

/** What of a transcript is read; what is seen by whom is in `view`. */
export interface Transcript {
  metadata?: {
    transcript_id?: string;
    target_model?: string;
    judge_output?: { scores?: Record<string, unknown>; justification?: string };
  };
  events?: TranscriptEvent[];
}

/**
 * What a target replied, with what it saw before: events of its view alone, since an exchange
 * stands in the evaluator's, too. What was rolled back was said all the same.
 */
export function targetReplies({ events = [] }: Transcript): Replied[] {
  const replies: Replied[] = [];
  const tools = new Map<string, string>();
  let said: Said[] = [];
  for (const message of events.flatMap(messagesFor)) {
    if (message.role === "assistant" && message.source !== "input") {
      for (const call of message.tool_calls ?? []) tools.set((call as { id?: string }).id ?? "", call.function ?? "");
      replies.push({ ...replyOf(message, null, said), servedModel: null });
      said = [];
    } else {
      const name = tools.get(message.tool_call_id ?? "");
      said.push(saidOf(name === undefined ? message : { function: name, ...message }));
    }
  }
  return replies;
}

function messagesFor({ view = [], edit }: TranscriptEvent): Message[] {
  if (![view].flat().includes("target") || edit === undefined) return [];
  return edit.new_messages ?? (edit.message ? [edit.message] : []);
}
