import { literal } from "./literal.ts";

/** How sections are found and which of them stay where they are. */
export interface Order {
  first: number;
  last: number;
  /**
   * What a section begins with; without it, a paragraph, with what its colon announces; a
   * template's block stays whole.
   */
  begins?: string | undefined;
  /** What sections are behind at the beginning of a line, as a pattern: labels keep their order. */
  labels?: string | undefined;
}

/**
 * Text with its sections in reverse order, but for the first and last few. Each branch of a text
 * that is one block by itself.
 */
export function reorder(text: string, order: Order): string {
  if (order.labels !== undefined) return behindLabels(text, order, order.labels);
  const branches = branchesOf(text);
  if (branches) return branches.map((piece, index) => (index % 2 === 0 ? piece : reorder(piece, order))).join("");
  const body = text.replace(/\n+$/, "");
  const { sections, gaps } = split(body, order.begins);
  const { first, last } = order;
  const end = sections.length - last;
  if (end - first < 2) return text;
  const moved = [...sections.slice(0, first), ...sections.slice(first, end).reverse(), ...sections.slice(end)];
  return moved.map((section, index) => section + (gaps[index] ?? "")).join("") + text.slice(body.length);
}

function behindLabels(text: string, { first, last }: Order, labels: string): string {
  const [before = "", ...pieces] = text.split(new RegExp(`^(${labels})`, "m"));
  const found = pieces.filter((_, index) => index % 2 === 0);
  const contents = pieces.flatMap((piece, index) => (index % 2 === 0 ? [] : [piece.trimEnd()]));
  const gaps = pieces.flatMap((piece, index) => (index % 2 === 0 ? [] : [piece.slice(piece.trimEnd().length)]));
  const end = contents.length - last;
  const moved = [...contents.slice(0, first), ...contents.slice(first, end).reverse(), ...contents.slice(end)];
  return before + found.map((label, index) => label + moved[index]! + gaps[index]!).join("");
}

/** The paragraphs of a text, each with what its colon announces; a template's block is one. */
export const sectionsOf = (text: string): string[] => split(text, undefined).sections;

function split(text: string, begins: string | undefined): { sections: string[]; gaps: string[] } {
  const gap = begins === undefined ? /(\n{2,})/ : new RegExp(`(\\n+)(?=${literal(begins)})`);
  const pieces = text.split(gap);
  const sections: string[] = [];
  const gaps: string[] = [];
  let depth = 0;
  for (let index = 0; index < pieces.length; index += 2) {
    const piece = pieces[index]!;
    if (depth > 0 || (begins === undefined && sections.at(-1)?.endsWith(":")))
      sections.push(`${sections.pop()}${gaps.pop()}${piece}`);
    else sections.push(piece);
    depth += depthOf(piece);
    if (index + 1 < pieces.length) gaps.push(pieces[index + 1]!);
  }
  return { sections, gaps };
}

const tag = /\{%-?\s*(if|elif|else|endif)\b.*?%\}\n?/gs;

function depthOf(text: string): number {
  const names = [...text.matchAll(tag)].map(([, name]) => name);
  return names.filter((name) => name === "if").length - names.filter((name) => name === "endif").length;
}

/**
 * A text that is one block and nothing else, as tag, branch, tag, branch, …, tag; null for any
 * other.
 */
function branchesOf(text: string): string[] | null {
  if (!/^\{%-?\s*if\b/.test(text) || !/\{%-?\s*endif\s*-?%\}\s*$/.test(text)) return null;
  const pieces: string[] = [];
  let depth = 0;
  let from = 0;
  for (const match of text.matchAll(tag)) {
    const outer = match[1] === "if" ? depth === 0 : depth === 1;
    if (match[1] === "if") depth++;
    if (match[1] === "endif") depth--;
    if (!outer) continue;
    if (match.index > 0) pieces.push(text.slice(from, match.index));
    pieces.push(match[0]);
    from = match.index + match[0].length;
    if (depth === 0 && text.slice(from).trim() !== "") return null;
  }
  return pieces;
}
