import { errorIn, isPage, plain } from "./error-body.ts";
import { ModelError } from "./model.ts";
import { blotWords, responseError, statusError, type Asker } from "./provider-error.ts";

/** The most that is read of an answer, in bytes, and of an error. */
const longestAnswer = 256 << 20;
const longestError = 64 << 10;

/**
 * A `fetch` for the SDKs that lets nothing through but JSON: an answer in JSON is handed on as JSON
 * whatever type it says it has; an error status, an error inside a success, a page for a browser
 * and a stream are thrown as what they are.
 */
export function exchange(asker: Asker): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const { status, headers } = response;
    const text = await readText(response, response.ok ? longestAnswer : longestError);
    if (!response.ok) throw responseError(asker, status, headers, text);
    const body = parse(asker, text);
    const failed = failureIn(asker, body, headers);
    if (failed !== null) throw failed;
    const passed = new Headers(headers);
    passed.set("content-type", "application/json");
    for (const name of ["content-encoding", "content-length", "transfer-encoding"]) passed.delete(name);
    return new Response(text, { status, headers: passed });
  };
}

/**
 * A `fetch` for the SDKs that hands on a body as it streams, and throws an error status as what it
 * is.
 */
export function streamed(asker: Asker): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.ok) return response;
    throw responseError(asker, response.status, response.headers, await readText(response, longestError));
  };
}

async function readText(response: Response, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (response.body !== null)
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= most) break;
    }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, most));
}

function parse({ id, secrets }: Asker, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const said = blotWords(plain(text), secrets);
    if (isPage(text)) throw new ModelError(`${id}: the server sent ${said}`, { retryable: isPassing(said) });
    if (isStream(text))
      throw new ModelError(`${id}: the server sent a stream (SSE) though none was asked for: ${said}`, {
        retryable: false,
      });
    const reason = (error as Error).message;
    throw new ModelError(`${id}: the reply was not JSON: ${blotWords(plain(reason), secrets)}`, { retryable: true });
  }
}

const isStream = (text: string): boolean => /^(?:\s|:[^\n]*\n)*(?:event|data|id|retry):/.test(text.slice(0, 4000));

/** An error in a body that came with success: of the whole, or of the one choice there is. */
function failureIn(asker: Asker, body: unknown, headers: Headers): Error | null {
  const [whole] = [body].flat() as [Record<string, unknown> | null];
  if (typeof whole !== "object" || whole === null) return null;
  const [choice] = Array.isArray(whole["choices"]) ? (whole["choices"] as (Record<string, unknown> | null)[]) : [];
  const answered = choice !== undefined || Array.isArray(whole["output"]) || Array.isArray(whole["content"]);
  const failed = choice?.["error"] ? choice : !answered && whole["error"] ? whole : null;
  if (failed === null) return null;
  const error = errorIn(failed);
  const status = error.codes.map(Number).find((code) => code >= 400 && code < 600);
  if (status !== undefined) return statusError(asker, status, error, headers);
  const named = statusError(asker, 400, error, headers);
  if (!(named instanceof ModelError)) return named;
  const passing = error.codes.some((code) => passingCodes.test(String(code))) || isPassing(error.words);
  const said = blotWords(error.words, asker.secrets);
  return new ModelError(`${asker.id}: ${error.codes.length > 0 ? `${error.codes[0]}: ` : ""}${said}`, {
    retryable: passing,
  });
}

const passingCodes = /^(?:server_error|internal|api_error|overloaded|rate_limit|timeout|unavailable|error$)/i;

const isPassing = (words: string): boolean =>
  /\b(?:rate.?limit|overload|timed? ?out|try again|temporar|unavailable|bad gateway|internal server error|too many|50[0234]|is loading|busy)/i.test(
    words,
  );
