import type { Wire } from "./provider-bodies.ts";

/** Test support: the prompts that a provider keeps, as it says that it does. */
export interface KeptPrompts {
  /** Tokens of a prompt, of its longest beginning that is kept, and what keeps more of it. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads whatever the provider's API has
  look(wire: Wire, body: any): { input: number; read: number; write(): number };
}

/** Nothing is kept yet, nor will be what has fewer tokens than `minimum`. */
export function openKeptPrompts(minimum: number): KeptPrompts {
  const kept = new Set<string>();
  return {
    look(wire, body) {
      const prompt = promptOf(wire, body);
      const all = beginnings(prompt);
      const read = all.findLast(({ text, tokens }) => tokens >= minimum && kept.has(text))?.tokens ?? 0;
      const toKeep = all.filter(({ marked, tokens }) => (marked || wire !== "messages") && tokens >= minimum);
      const write = () => {
        for (const { text } of toKeep) kept.add(text);
        return Math.max(0, (toKeep.at(-1)?.tokens ?? 0) - read);
      };
      return { input: all.at(-1)?.tokens ?? 0, read, write };
    },
  };
}

/** A token is four characters. */
export const tokensOf = (text: string): number => Math.ceil(text.length / 4);

interface Block {
  text: string;
  marked: boolean;
}

/** A prompt's blocks in their order, and which of them are marked. */
// oxlint-disable-next-line typescript/no-explicit-any -- a test reads whatever the provider's API has
function promptOf(wire: Wire, body: any): Block[] {
  const all =
    wire === "messages"
      ? [body.system ?? [], ...body.messages.map((each: { content: unknown }) => each.content)]
      : (body.input ?? body.messages).map((each: { content: unknown }) => each.content);
  return (all as (string | { text: string; cache_control?: object }[])[]).flatMap((part) =>
    typeof part === "string"
      ? [{ text: part, marked: false }]
      : part.map(({ text, cache_control: mark }) => ({ text, marked: mark !== undefined })),
  );
}

/** Beginnings of a prompt, up to the end of each block, the shortest first. */
const beginnings = (prompt: readonly Block[]) =>
  prompt.map((block, i) => {
    const text = prompt
      .slice(0, i + 1)
      .map((each) => each.text)
      .join("");
    return { ...block, text, tokens: tokensOf(text) };
  });
