import type { Tell } from "./port.ts";

/** What a notebook's `prompt()` asks its client, one question at a time. */
export interface Prompter {
  /** A cell begins. `allowed` is its request's `allow_stdin`. */
  begin(allowed: boolean): void;
  /** It has ended: its questions are given up. */
  end(): void;
  /**
   * Resolves to the line typed. Throws where the client takes no input, or no cell runs that it
   * could belong to.
   */
  ask(question: string, options: { password: boolean }): Promise<string>;
  answered(id: number, value: string): void;
}

export function prompter(tell: (message: Tell) => void): Prompter {
  let waiting: { id: number; prompt: string; password: boolean; resolve: (value: string) => void }[] = [];
  let allowed: boolean | null = null;
  let id = 0;
  const put = () => {
    const first = waiting[0];
    if (first !== undefined) tell({ type: "input", id: first.id, prompt: first.prompt, password: first.password });
  };
  return {
    begin(now) {
      allowed = now;
    },
    end() {
      allowed = null;
      waiting = [];
    },
    async ask(prompt, { password }) {
      if (allowed === null)
        throw new Error("input was asked for, but the cell has ended: await the answer in the cell that asks");
      if (!allowed)
        throw new Error("input was asked for, but this client takes none: pass the value as a parameter instead");
      const { promise, resolve } = Promise.withResolvers<string>();
      waiting.push({ id: ++id, prompt, password, resolve });
      if (waiting.length === 1) put();
      return promise;
    },
    answered(of, value) {
      if (waiting[0]?.id !== of) return;
      waiting.shift()!.resolve(value);
      put();
    },
  };
}
