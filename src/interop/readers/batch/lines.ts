import type { Message } from "@anthropic-ai/sdk/resources/messages";
import { jsonElements } from "../../../lib/json-elements.ts";
import { parseLooseJson } from "../../../lib/loose-json.ts";
import { textLines } from "../../../lib/text-lines.ts";

/** A line of a batch's results; OpenAI's failed ones are in a second file. */
export interface ResultLine {
  id?: string;
  custom_id: string;
  result?: {
    type: string;
    message?: Message;
    error?: { error?: { message?: string; type?: string }; message?: string };
  };
  response?: { status_code?: number; body?: Record<string, unknown> } | null;
  error?: { message?: string; code?: string } | null;
}

/** A request of a batch: Anthropic's has `params`, OpenAI's `body`. */
export interface BatchRequest {
  custom_id: string;
  params?: Record<string, unknown>;
  body?: Record<string, unknown>;
}

/** One object of a batch's file, where it stands in it, and up to which byte it was read. */
interface BatchLine<T> {
  value: T;
  at: string;
  end: number;
}

/** The objects of a file of JSON lines, or of a JSON list, that have an id. */
export async function* batchLines<T extends { custom_id: string }>(file: string): AsyncGenerator<BatchLine<T>> {
  const hasId = (value: unknown): value is T => typeof (value as T | null)?.custom_id === "string";
  if (/\.json$/i.test(file)) {
    const isItem = (path: readonly (string | number)[]) => typeof path.at(-1) === "number" && path.length <= 2;
    for await (const { path, text, end } of jsonElements(file, isItem)) {
      const value = parseLooseJson(text);
      if (hasId(value)) yield { value, at: `entry ${(path.at(-1) as number) + 1}`, end };
    }
    return;
  }
  for await (const { text, number, end } of textLines(file)) {
    const value = parsed(text, file, number);
    if (hasId(value)) yield { value, at: `line ${number}`, end };
  }
}

function parsed(text: string, file: string, number: number): unknown {
  try {
    return parseLooseJson(text);
  } catch (cause) {
    throw new Error(`${file}, line ${number} is not JSON: correct or remove it`, { cause });
  }
}

/** Whether a file is one of requests, by its first object. */
export async function asks(file: string): Promise<boolean> {
  for await (const { value } of batchLines<BatchRequest & ResultLine>(file))
    return (value.params ?? value.body) !== undefined && value.result === undefined && value.response === undefined;
  return false;
}
