import { readFileSync } from "node:fs";
import { basename, dirname, resolve, sep } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { parseLooseJson } from "../../../lib/loose-json.ts";
import type { RawScore } from "../../exchange/exchange.ts";
import type { ReaderContext } from "../reader.ts";

/** What a judge made of one rollout: numbers on scales of up to 10, by name. */
export type Judgement = Record<string, unknown>;

/** A file of judgements: of what behaviour, by whom, and what by variation and repetition. */
interface Judged {
  file: string;
  behaviour: string | null;
  judge: string;
  found: Map<string, Judgement>;
}

/** All judgements of a source. */
export interface Judgements {
  files: Set<string>;
  /**
   * What was made of a rollout in a file: by the judgements beside it or in a folder above, of its
   * own name before `transcript` and `judgment` where both have one. Throws where two say of it
   * what is not the same.
   */
  of(file: string, variation: number | undefined, repetition: number | undefined): Found;
}

interface Found {
  judgement: Judgement | undefined;
  behaviour: string | null;
  judge: string;
}

const known = new WeakMap<ReaderContext, Judgements>();

const notScores = new Set(["variation_number", "repetition_number", "num_samples"]);

export function judgementsOf(context: ReaderContext): Judgements {
  const there = known.get(context);
  if (there) return there;
  const all = context.files.filter((each) => judgementFile.test(basename(each))).flatMap(judgedIn);
  const judgements: Judgements = {
    files: new Set(all.map(({ file }) => file)),
    of(file, variation, repetition) {
      const name = `${variation} ${repetition}`;
      const near = nearest(all, file);
      const [first, ...rest] = near.filter(({ found }) => found.has(name));
      const other = rest.find(({ found }) => !isDeepStrictEqual(found.get(name), first!.found.get(name)));
      if (other !== undefined)
        throw new Error(
          `${file}: variation ${variation}, repetition ${repetition} is judged in ${first!.file} and in ${other.file}: leave one of them out, or give each evaluation a folder of its own`,
        );
      const { behaviour = null, judge = "judge" } = first ?? near[0] ?? {};
      return { judgement: first?.found.get(name), behaviour, judge };
    },
  };
  known.set(context, judgements);
  return judgements;
}

const judgementFile = /judge?ment.*\.json$/i;

function judgedIn(file: string): Judged[] {
  const { judgments, behavior_name, model } = parseLooseJson(readFileSync(file, "utf8")) as Record<string, unknown>;
  if (!Array.isArray(judgments)) return [];
  return [
    {
      file,
      behaviour: typeof behavior_name === "string" ? behavior_name : null,
      judge: typeof model === "string" ? model : "judge",
      found: new Map(
        (judgments as Judgement[]).map((each) => [`${each["variation_number"]} ${each["repetition_number"]}`, each]),
      ),
    },
  ];
}

/** Several evaluations may be in one source, each with a variation 1. */
function nearest(all: readonly Judged[], file: string): Judged[] {
  const beside = all.filter(
    (each) =>
      `${folderOf(file)}${sep}`.startsWith(`${folderOf(each.file)}${sep}`) &&
      (stemOf(each.file) === "" || stemOf(file) === "" || stemOf(each.file) === stemOf(file)),
  );
  const depth = Math.max(...beside.map((each) => folderOf(each.file).length));
  return beside.filter((each) => folderOf(each.file).length === depth);
}

const folderOf = (file: string): string => dirname(resolve(file));

const stemOf = (file: string): string => basename(file).replace(/(?:judge?ment|transcript|rollout).*$/i, "");

/** Every number that a judge gave, and what was to be given and is null. */
export function scoresFrom(judgement: Judgement, judge: string, justification?: string): RawScore[] {
  const evidence =
    typeof judgement["justification"] === "string" ? judgement["justification"] : (justification ?? null);
  return Object.entries(judgement).flatMap(([outcome, value]): RawScore[] =>
    (typeof value === "number" || value === null) && !notScores.has(outcome)
      ? [{ outcome, judge, value, reason: null, evidence, beyond: true }]
      : [],
  );
}
