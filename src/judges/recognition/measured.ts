import { privateFolder } from "../../lib/private.ts";
import { significant } from "../../lib/number-text.ts";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { home } from "../../lib/home.ts";
import { hash } from "../../lib/hash.ts";
import { openLines, readLines, type Appender } from "../../lib/jsonl.ts";
import { scenarioRoot } from "../../scenarios/folder.ts";

/**
 * Figures that cost a while to measure, by the hash of all that they depend on: weights, texts,
 * method.
 */
export interface Measured {
  /**
   * The figures under a key; measured by `make`, and kept, where there are none yet. One under way
   * is not begun twice.
   */
  figures(on: unknown, make: () => Promise<number[]>): Promise<number[]>;
  /** The figures there are under a key, or null. */
  known(on: unknown): number[] | null;
  close(): Promise<void>;
}

interface Line {
  key: string;
  figures: number[];
}

/** Those of the shipped texts, as they were measured once. */
const shippedMeasures = (): string => join(scenarioRoot(), "..", "measured.jsonl");

/**
 * Opens what was measured: the shipped figures and those of this machine, kept in the cache folder
 * unless told otherwise.
 */
export async function openMeasured({
  shipped = shippedMeasures(),
  file = join(home(), "measured.jsonl"),
}: { shipped?: string | null; file?: string } = {}): Promise<Measured> {
  const known = new Map<string, number[]>();
  for (const each of [shipped, file])
    if (each !== null && existsSync(each))
      for await (const { key, figures } of readLines<Line>(each)) known.set(key, figures);
  const underWay = new Map<string, Promise<number[]>>();
  let lines: Promise<Appender> | null = null;
  const open = async () => {
    privateFolder(dirname(file));
    return openLines(file);
  };
  const measure = async (key: string, make: () => Promise<number[]>) => {
    const figures = (await make()).map((figure) => Number(significant(figure, 8)));
    known.set(key, figures);
    lines ??= open();
    await (await lines).append({ key, figures } satisfies Line);
    return figures;
  };
  return {
    known: (on) => known.get(keyOf(on)) ?? null,
    figures(on, make) {
      const key = keyOf(on);
      const found = known.get(key);
      if (found) return Promise.resolve(found);
      const making = underWay.get(key) ?? measure(key, make).finally(() => underWay.delete(key));
      underWay.set(key, making);
      return making;
    },
    close: async () => (await lines)?.close(),
  };
}

const keyOf = (on: unknown): string => hash(on).slice(0, 24);
