import type { Output } from "../session/output.ts";
import type { Content, Parent } from "./message.ts";

type Publish = (type: string, content: Content, parent: Parent | null) => void;

/** Longest text in one stream message, in UTF-16 units: clients stall on far longer ones. */
const longest = 1_000_000;
const patience = 20;

/**
 * Turns outputs into iopub messages. Text is gathered for 20 ms and joined; nothing overtakes it.
 */
export interface Outbox {
  put(output: Output, parent: Parent | null): void;
  flush(): void;
}

export function outbox(publish: Publish): Outbox {
  let name: "stdout" | "stderr" = "stdout";
  let parent: Parent | null = null;
  let texts: string[] = [];
  let size = 0;
  let timer: NodeJS.Timeout | null = null;

  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (texts.length === 0) return;
    const text = texts.join("");
    texts = [];
    size = 0;
    publish("stream", { name, text }, parent);
  };

  return {
    flush,
    put(output, of) {
      if (output.type !== "stream") {
        flush();
        publish(...message(output), of);
        return;
      }
      if (output.name !== name || of !== parent || size + output.text.length > longest) flush();
      name = output.name;
      parent = of;
      texts.push(output.text);
      size += output.text.length;
      timer ??= setTimeout(flush, patience);
    },
  };
}

function message(output: Exclude<Output, { type: "stream" }>): [type: string, content: Content] {
  if (output.type === "clear") return ["clear_output", { wait: output.wait }];
  const { data, metadata, displayId } = output;
  const transient = displayId === null ? {} : { display_id: displayId };
  return [output.type === "update" ? "update_display_data" : "display_data", { data, metadata, transient }];
}
