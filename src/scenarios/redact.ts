import { sha256 } from "../lib/hash.ts";
import { withChannel } from "./channel.ts";
import { conditions, suits } from "./condition.ts";
import { render } from "./render.ts";
import type { Scenario, Wording } from "./scenario.ts";

/** Words in a row that are taken for a quotation. */
const run = 8;
/**
 * Words of a whole line, option, input or piece between inputs from which it is replaced although
 * it is shorter than that.
 */
const shortest = 5;
/**
 * Words on one line, between two replaced pieces, that go with them: what a template had filled in.
 */
const between = 3;
const hole = "\uE000";

/** What a word is not: an entity, an escape of JSON or of an address, or a tag. */
const token =
  /&(?:#\d+|#x[\da-f]+|[a-z]+\d*);|\\u[\da-f]{4}|\\[nrtbf]|%[\da-f]{2}|<\/?[a-z][a-z\d-]*(?:[\s/][^<>]{0,300})?>|[\p{L}\p{N}]+/giu;
const tags = /<\/?[a-z][a-z\d-]*(?:[\s/][^<>]{0,300})?>/gi;

/**
 * A filter of text: whatever quotes a wording of these scenarios becomes `[wording 1a2b3c4d5e6f]`,
 * by the wording's hash. A quotation is a run of {@link run} or more words, whatever stands between
 * them, or a whole line or option of at least {@link shortest}. What inputs say becomes `[input
 * …]`, by the hash of its text. The text may be plain, HTML or JSON: tags stay, and nothing is
 * replaced but words. `only` chooses the wordings; where it is given, inputs stay.
 */
export function redactor(
  scenarios: readonly Scenario[],
  only?: (wording: Wording) => boolean,
): (text: string) => string {
  const known = new Map<string, string>();
  for (const scenario of scenarios) {
    for (const wording of scenario.wordings)
      if (only?.(wording) ?? true) learn(known, `[wording ${wording.hash.slice(0, 12)}]`, textsOf(scenario, wording));
    if (only === undefined)
      for (const text of scenario.inputs.flatMap(({ vars }) => Object.values(vars)))
        learn(known, `[input ${sha256(text).slice(0, 12)}]`, [text]);
  }
  const starts = new Set([...known.keys()].map((key) => key.split(" ", 2).join(" ")));
  return (text) => (known.size === 0 ? text : replaceIn(text, known, starts));
}

/** {@link redactor} of one text. */
export function redact(text: string, scenarios: readonly Scenario[]): string {
  return redactor(scenarios)(text);
}

/**
 * What a wording says under every condition, around inputs and with those of a word or two, its
 * options and its tools.
 */
function textsOf(withoutChannel: Scenario, wording: Wording): string[] {
  const scenario = withChannel(withoutChannel);
  const filled = scenario.inputs.map(({ vars }) =>
    Object.fromEntries(
      Object.entries(vars).map(([name, text]) => [name, tokens(text).length < shortest ? text : hole]),
    ),
  );
  const inputs = [...new Map(filled.map((vars) => [JSON.stringify(vars), { id: "redacted", vars }])).values()];
  const said = conditions(scenario)
    .filter((condition) => suits(wording, condition))
    .flatMap((condition) => inputs.flatMap((input) => render(scenario, wording, condition, input)))
    .flatMap((turn) => (turn.kind === "say" ? turn.text.split(hole) : []));
  const offered = wording.tools?.offered.flatMap(({ description, parameters }) => [
    description,
    ...Object.values(parameters),
  ]);
  return [...new Set([...said, ...Object.values(wording.choice), ...(offered ?? [])])];
}

function learn(known: Map<string, string>, label: string, texts: string[]): void {
  const add = (words: string[]) => {
    const key = words.join(" ");
    if (!known.has(key)) known.set(key, label);
  };
  // In HTML a wording's own tags are words, as plain text they are tags: both are learnt.
  for (const text of texts.flatMap((each) => [each, each.replace(/[<>]/g, " ")])) {
    const words = tokens(text).map((each) => each.word);
    for (let at = 0; at + run <= words.length; at++) add(words.slice(at, at + run));
    for (const line of [text, ...text.split("\n")].map((each) => tokens(each).map(({ word }) => word)))
      if (line.length >= shortest && line.length < run) add(line);
  }
}

interface Token {
  word: string;
  at: number;
  end: number;
}

function tokens(text: string): Token[] {
  return [...text.matchAll(token)].flatMap(({ 0: found, index: at }): Token[] =>
    /^[\p{L}\p{N}]/u.test(found) ? [{ word: found.normalize("NFKC").toLowerCase(), at, end: at + found.length }] : [],
  );
}

function replaceIn(text: string, known: Map<string, string>, starts: Set<string>): string {
  const all = tokens(text);
  const labels: (string | undefined)[] = Array.from({ length: all.length });
  for (let at = 0; at + shortest <= all.length; at++) {
    if (!starts.has(`${all[at]!.word} ${all[at + 1]!.word}`)) continue;
    for (let size = Math.min(run, all.length - at); size >= shortest; size--) {
      const label = known.get(wordsAt(all, at, size));
      for (let i = at; label !== undefined && i < at + size; i++) labels[i] ??= label;
    }
  }
  const pieces: string[] = [];
  let done = 0;
  for (let first = 0; first < all.length; first++) {
    if (labels[first] === undefined) continue;
    let last = first;
    for (let next = last + 1; next < all.length && next - last <= between + 1; next++)
      if (labels[next] !== undefined && (next === last + 1 || isFilled(text.slice(all[last]!.end, all[next]!.at))))
        last = next;
    const [start, end] = [all[first]!.at, all[last]!.end];
    const said = new Set(labels.slice(first, last + 1).filter((label) => label !== undefined));
    pieces.push(text.slice(done, start), [...said].join(" "), ...(text.slice(start, end).match(tags) ?? []));
    done = end;
    first = last;
  }
  // What tags hold is no part of the text around them, and may be a quotation of its own.
  return `${pieces.join("")}${text.slice(done)}`.replace(
    tags,
    (tag) => `<${replaceIn(tag.slice(1, -1), known, starts)}>`,
  );
}

const isFilled = (gap: string) => !/[<\n{}]|\\n/.test(gap);

function wordsAt(all: Token[], at: number, size: number): string {
  let key = all[at]!.word;
  for (let i = at + 1; i < at + size; i++) key += ` ${all[i]!.word}`;
  return key;
}
