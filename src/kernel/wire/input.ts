import type { Tell } from "./port.ts";

/** What a notebook's `prompt()` asks its client, one question at a time. */
export interface Prompter {
  /** A cell begins: questions of the last one are given up. `allowed` is its request's `allow_stdin`. */
  begin(allowed: boolean): void;
  /** Resolves to the line typed. Throws where the client takes no input. */
  ask(question: string, options: { password: boolean }): Promise<string>;
  answered(id: number, value: string): void;
}

export function prompter(tell: (message: Tell) => void): Prompter {
  let waiting: { id: number; prompt: string; password: boolean; resolve: (value: string) => void }[] = [];
  let allowed = false;
  let id = 0;
  const put = () => {
    const first = waiting[0];
    if (first !== undefined) tell({ type: "input", id: first.id, prompt: first.prompt, password: first.password });
  };
  return {
    begin(now) {
      allowed = now;
      waiting = [];
    },
    async ask(prompt, { password }) {
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
