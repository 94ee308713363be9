import type { Entry } from "../exchange/exchange.ts";
import { fieldsOf, placeOf } from "./asker.ts";
import { lookUp } from "./look-up.ts";
import type { FilledMapping } from "./mapping.ts";

/** Watches keys that a record may lack, but not every record of a source. */
export interface Unmet {
  see(entry: Entry): void;
  /** Throws where a path has led nowhere in all that was seen. */
  check(): void;
}

const optional = /^(?:reasoning|calls|stop|servedModel|said|(?:grade|label)\..+)$/;

export function openUnmet(mapping: FilledMapping): Unmet {
  const open = new Map(
    [...mapping].flatMap(([key, { from }]): [string, string][] =>
      optional.test(key) && from !== undefined && !/^[=$]/.test(from) ? [[key, from]] : [],
    ),
  );
  let first: Entry | null = null;
  return {
    see(entry) {
      if (entry.known.error !== undefined) return;
      first ??= entry;
      for (const [key, from] of open) if (leads(entry, from)) open.delete(key);
    },
    check() {
      const [unmet] = open;
      if (unmet === undefined || first === null) return;
      const [key, from] = unmet;
      throw new Error(
        `${placeOf(first)}, ${key} (${from}): nothing there, nor in any other record; it has ${fieldsOf(first.record)}`,
      );
    },
  };
}

const leads = ({ record, known }: Entry, from: string): boolean =>
  lookUp(record, from) !== undefined || known.scores.some(({ outcome }) => outcome === from);
