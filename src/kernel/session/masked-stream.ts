import { clearTimeout, setTimeout } from "node:timers";
import { asBefore } from "./realm.ts";
import { cutBeforeSecret, masked } from "./secrets.ts";

/** ms after which what might be the start of a secret is shown, as no more of it seems to come. */
const patience = 200;

/** Text that comes in pieces, on its way out; see {@link maskedStream}. */
export interface MaskedStream {
  write(text: string): void;
  /** Shows what was kept back. */
  flush(): void;
}

/**
 * Masks text that is written piece by piece. An end that may be the start of a secret is kept back
 * until the next piece, a flush, or 200 ms have come, so that a secret is found also where it is
 * cut in two.
 */
export function maskedStream(emit: (text: string) => void): MaskedStream {
  let held = "";
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    const text = held;
    held = "";
    if (text !== "") emit(masked(text));
  };
  return {
    flush,
    write(text) {
      clearTimeout(timer);
      const whole = held + text;
      const cut = cutBeforeSecret(whole);
      held = whole.slice(cut);
      if (cut > 0) emit(masked(whole.slice(0, cut)));
      if (held !== "") timer = setTimeout(() => asBefore(flush), patience).unref();
    },
  };
}
