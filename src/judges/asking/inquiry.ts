import { modeOf } from "../../runner/ambient.ts";
import { openHalt, type Halt } from "../../runner/halt.ts";
import { openLookup, type Lookup } from "../../runner/lookup.ts";
import type { AskOptions } from "./ask-options.ts";
import { openJudgements, readJudgements, type Judgements } from "./judgements.ts";

/**
 * One folder's judgements, where replies are looked up, and what may end the asking: all that its
 * judges share.
 */
export interface Inquiry extends AsyncDisposable {
  dir: string;
  judgements: Judgements;
  halt: Halt;
  /** Opened when the first judge is. */
  lookup(): Promise<Lookup>;
}

/** Opens the judgements of a folder that there is, to read them and to have more asked. */
export async function openInquiry(dir: string, options: AskOptions): Promise<Inquiry> {
  await using opening = new AsyncDisposableStack();
  const judgements = opening.adopt(await openJudgements(dir), (opened) => opened.close());
  const halt = opening.use(openHalt(options));
  let lookup: Promise<Lookup> | null = null;
  opening.defer(async () => (await lookup?.catch(() => null))?.close());
  const opened = opening.move();
  return {
    dir,
    judgements,
    halt,
    lookup: () => (lookup ??= open(dir, options)),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** Opens where replies are looked up, with what the folder holds and the cache does not. */
async function open(dir: string, options: AskOptions): Promise<Lookup> {
  const lookup = await openLookup(modeOf(options.mode), options);
  for await (const { key, reply } of readJudgements(dir)) lookup.restore(key, reply);
  return lookup;
}
