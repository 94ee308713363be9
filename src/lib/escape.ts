import { whole } from "./number-text.ts";
import { stripVTControlCharacters } from "node:util";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

// What is left of C0 and C1 after line breaks and tabs, and the characters that reverse the
// direction of what follows.
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text that is safe to print in a terminal: terminal sequences are removed, line ends become `\n`,
 * and lone surrogates, control characters and direction overrides become U+FFFD.
 */
export function plainText(text: string): string {
  return stripVTControlCharacters(text.toWellFormed()).replace(/\r\n?/g, "\n").replace(CONTROLS, "\ufffd");
}

/**
 * {@link plainText} with `& < > " '` as entities: safe between tags and inside a quoted attribute.
 */
export function escapeHtml(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

/**
 * JSON that can stand inside a `<script>` element, whatever strings are in it. Parses back to the
 * same value.
 */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * The first `max` UTF-16 units of a text and how many characters were cut, or the text itself where
 * it fits. Never splits a surrogate pair. Shorten before escaping: an entity must not be cut in
 * half.
 */
export function shorten(text: string, max: number): string {
  const cut = text.length - head(text, max).length;
  return cut === 0 ? text : `${head(text, max)}… (${whole(cut)} more characters)`;
}

/** {@link shorten} for the cell of a table: `the first words…+120`. */
export function shortenCell(text: string, max: number): string {
  const cut = text.length - head(text, max).length;
  return cut === 0 ? text : `${head(text, max)}…+${cut}`;
}

function head(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? max - 1 : max);
}
