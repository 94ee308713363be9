import { parseLooseJson } from "../lib/loose-json.ts";
import { errorIn, isPage, plain } from "./error-body.ts";
import { ModelError } from "./model.ts";
import { arrive, type Arrived } from "./arrive.ts";
import { ReadResponse } from "./read-response.ts";
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
    const arrived = await arrive(input, init);
    const { status, ok, headers } = arrived;
    const text = await readText(arrived, ok ? longestAnswer : longestError);
    if (!ok) throw responseError(asker, status, headers, text);
    const body = parse(asker, text);
    const failed = failureIn(asker, body, headers, isReply.test(urlOf(input)));
    if (failed !== null) throw failed;
    headers.set("content-type", "application/json");
    for (const name of ["content-encoding", "content-length", "transfer-encoding"]) headers.delete(name);
    return new ReadResponse(body, headers);
  };
}

/** The addresses that a reply is asked of. */
const isReply = /\/(?:chat\/completions|responses|messages)\/?(?:[?#]|$)/;

const urlOf = (input: Parameters<typeof fetch>[0]): string =>
  typeof input === "string" ? input : "url" in input ? input.url : input.href;

/**
 * A `fetch` for the SDKs that hands on a body as it streams, and throws an error status as what it
 * is.
 */
export function streamed(asker: Asker): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.ok) return response;
    throw responseError(asker, response.status, response.headers, await readText(response as Arrived, longestError));
  };
}

async function readText({ body }: Pick<Arrived, "body">, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (body !== null)
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= most) break;
    }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, most));
}

/**
 * JSON, be it as Python writes it, and with the comments before it that keep a connection alive.
 */
function parse({ id, secrets }: Asker, text: string): unknown {
  try {
    return parseLooseJson(text.replace(/^(?:\s*:[^\n]*\n)+/, ""));
  } catch (error) {
    const said = blotWords(plain(text), secrets);
    if (isPage(text)) throw new ModelError(`${id}: the server sent ${said}`, { retryable: isPassing(said) });
    const stream = isEvents(text) ? "a stream (SSE)" : isLines(text) ? "a stream of JSON lines" : null;
    if (stream !== null)
      throw new ModelError(`${id}: the server sent ${stream} though none was asked for: ${said}`, {
        retryable: false,
      });
    const reason = (error as Error).message;
    throw new ModelError(`${id}: the reply was not JSON: ${blotWords(plain(reason), secrets)}`, { retryable: true });
  }
}

const isEvents = (text: string): boolean => /^(?:\s|:[^\n]*\n)*(?:event|data|id|retry):/.test(text.slice(0, 4000));

/** Several lines that are each a whole object. */
function isLines(text: string): boolean {
  const [first = "", second = ""] = text.trimStart().split("\n", 2);
  return [first, second].every((line) => line.startsWith("{") && line.trimEnd().endsWith("}"));
}

/**
 * An error in a body that came with success: of the whole, or of the one choice there is; and any
 * object in place of a reply that says what is wrong, in whatever form.
 */
function failureIn(asker: Asker, body: unknown, headers: Headers, asksReply: boolean): Error | null {
  const [whole] = [body].flat() as [Record<string, unknown> | null];
  if (typeof whole !== "object" || whole === null) return null;
  const failed = failedPart(whole, asksReply);
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

function failedPart(whole: Record<string, unknown>, asksReply: boolean): Record<string, unknown> | null {
  const [choice] = Array.isArray(whole["choices"]) ? (whole["choices"] as (Record<string, unknown> | null)[]) : [];
  if (choice?.["error"]) return choice;
  if (Array.isArray(whole["output"]) || Array.isArray(whole["content"])) return null;
  if (whole["error"]) return isWhole(choice) ? null : whole;
  return asksReply && choice === undefined && errorIn(whole).isTold ? whole : null;
}

/** Whether a choice is a reply all the same, whatever else is said beside it. */
function isWhole(choice: Record<string, unknown> | null | undefined): boolean {
  const { content } = (choice?.["message"] ?? {}) as { content?: unknown };
  return typeof content === "string" && content.trim() !== "" && choice?.["finish_reason"] === "stop";
}

const passingCodes =
  /^(?:server_error|internal|api_error|overloaded|rate_limit|timeout|(?:service_)?unavailable|error$)/i;

const isPassing = (words: string): boolean =>
  /\b(?:rate.?limit|overload|timed? ?out|try again|temporar|unavailable|bad gateway|internal server error|too many|50[0234]|is loading|busy)/i.test(
    words,
  );
