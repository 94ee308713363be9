import { shorten } from "../lib/escape.ts";

/** What a server says of an error, whatever form it says it in. */
export interface ErrorBody {
  /** On one line, at most some 600 characters; "" where it says nothing. */
  words: string;
  /** Its codes and types, the nearest first: names, or numbers that mean an HTTP status. */
  codes: (string | number)[];
  /** Which parameter it is about, where it names one. */
  param: string | null;
  /** Whether it has a place for an error at all: words or a code, and not only its own text. */
  isTold: boolean;
}

const longest = 600;

/**
 * Reads the body of an error: JSON as the providers and servers known here write it, a page, or
 * plain text.
 */
export function readErrorBody(text: string): ErrorBody {
  const json = parse(text);
  if (json === undefined || json === null) return { words: plain(text), codes: [], param: null, isTold: text !== "" };
  const [body] = [json].flat() as [unknown];
  if (typeof body !== "object" || body === null)
    return { words: plain(String(body)), codes: [], param: null, isTold: true };
  return errorIn(body as Record<string, unknown>);
}

/**
 * What an object says of an error: `{error: {…}}`, `{error: "…"}`, the error itself, or one that
 * lies in it under another name.
 */
export function errorIn(body: Record<string, unknown>): ErrorBody {
  const inner = nested.map((name) => body[name]).find(isObject) ?? null;
  const said = inner ?? body;
  const texts = [...messages.map((name) => said[name]), body["message"], body["detail"]];
  const message = texts.map(sentence).find((each) => each !== "") ?? sentence(said["errors"] ?? body["errors"]);
  const metadata = isObject(said["metadata"]) ? said["metadata"] : {};
  const deeper = isObject(said["innererror"]) ? said["innererror"] : {};
  const more = [metadata["provider_name"], metadata["raw"], metadata["reasons"]]
    .map(sentence)
    .filter((each) => each !== "");
  const whole = message || (inner === null && more.length === 0 ? JSON.stringify(body) : JSON.stringify(said));
  const words = [message || whole, ...more.filter((each) => !message.includes(each))].join("; ");
  const codes = [...numbers.map((name) => said[name]), body["code"], deeper["code"]].filter(isCode);
  const isTold = message !== "" || more.length > 0;
  return { words: plain(words), codes, param: typeof said["param"] === "string" ? said["param"] : null, isTold };
}

/** Where servers put an error, its words and its codes. */
const nested = ["error", "base_resp", "fault", "Error"];
const messages = [
  "message",
  "msg",
  "error",
  "detail",
  "status_msg",
  "error_msg",
  "error_message",
  "faultstring",
  "Message",
];
const numbers = ["code", "type", "status", "status_code", "statusCode", "error_code", "Code"];

/** Whether a text is a page for a browser; some servers send one as whatever type. */
export const isPage = (text: string): boolean =>
  /^\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype html|html|head|body|title|center|h1|div|meta|script)\b/is.test(
    text.slice(0, 2000),
  );

/** Text on one line, a page by its title or words, cut. */
export function plain(text: string): string {
  const title = isPage(text) ? (/<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1] ?? "").trim() : "";
  const words = isPage(text)
    ? `an HTML page: ${
        title ||
        shorten(
          oneLine(
            text
              .slice(0, 20_000)
              .replace(/<(script|style)\b.*?<\/\1>/gis, " ")
              .replace(/<[^>]*>/g, " "),
          ),
          200,
        )
      }`
    : text.slice(0, 4 * longest);
  return shorten(oneLine(words), longest);
}

/** What an error says on one line, with room for who says it and what to do. */
export const oneShortLine = (text: string): string => shorten(oneLine(text), 2 * longest);

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

function sentence(value: unknown): string {
  if (typeof value === "string") return value.trim();
  if (Array.isArray(value)) return value.map(sentence).filter(Boolean).slice(0, 5).join(", ");
  if (!isObject(value)) return "";
  const { message, msg, error, loc } = value;
  if (Array.isArray(loc)) return `${loc.join(".")}: ${sentence(msg)}`;
  return sentence(message ?? msg ?? error) || JSON.stringify(value).slice(0, longest);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isCode = (value: unknown): value is string | number =>
  (typeof value === "string" && value !== "") || typeof value === "number";

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
