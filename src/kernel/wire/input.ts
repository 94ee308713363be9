import type { Asker } from "../session/session.ts";
import type { Tell } from "./port.ts";

/** What a notebook's `prompt()` asks its client, one question at a time. */
export interface Prompter extends Asker {
  /** A cell begins. `allowed` is its request's `allow_stdin`. */
  begin(allowed: boolean): void;
  /** It has ended: its questions are given up. */
  end(): void;
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
  const refusal = () => {
    if (allowed === null) return "the cell has ended: await the answer in the cell that asks";
    return allowed ? null : "this client takes none: pass the value as a parameter instead";
  };
  return {
    begin(now) {
      allowed = now;
    },
    end() {
      allowed = null;
      waiting = [];
    },
    refusal,
    async ask(prompt, { password }) {
      const reason = refusal();
      if (reason !== null) throw new Error(`input was asked for, but ${reason}`);
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
