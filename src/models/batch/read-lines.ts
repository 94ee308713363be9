import { connectionError, type Asker } from "../provider-error.ts";

/**
 * The JSON values of a streamed body, one a line, null for a line that is no JSON. Holds one line
 * at a time. Throws a ModelError, worth another try, where the body breaks off.
 */
export async function* readBodyLines(asker: Asker, response: Response): AsyncGenerator<unknown> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const chunk of chunksOf(asker, response)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") yield parse(line);
  }
  if (rest.trim() !== "") yield parse(rest);
}

async function* chunksOf(asker: Asker, { body }: Response): AsyncGenerator<Uint8Array> {
  try {
    yield* (body ?? []) as AsyncIterable<Uint8Array>;
  } catch (error) {
    if ((error as Error | null)?.name === "AbortError") throw error;
    throw connectionError(asker, error);
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return null;
  }
}
