import { normal, random, type Random } from "../../src/lib/random.ts";
import { cues } from "../../src/stats/cues/cues.ts";
import type { Row } from "../row.ts";
import { designFor, factors, study, truth, type Subject } from "./simulated-study.ts";

/** Which data sets are tried: as many seeds from the first on. */
export interface Tried {
  sets: number;
  from: number;
  /** Whether what two factors do together is asked for, too, which takes most of the time. */
  pairs: boolean;
}

/** For pieces: `node bench/cues/recovery.ts SETS FROM [single]`. */
const all: Tried = { sets: 400, from: 0, pairs: true };

/**
 * How subjects' effects are set: all different, or one that is large and others that are nothing.
 */
const kinds: Record<string, (next: Random) => Subject> = {
  "every level its own effect": (next) => {
    const own = new Map(Object.keys(factors).map((name) => [name, [0, 0.6 * normal(next), 0.6 * normal(next)]]));
    const ofBase = Array.from({ length: 5 }, () => 0.4 * normal(next));
    const logit: Subject["logit"] = (levels, base) =>
      ofBase[base]! + Object.entries(levels).reduce((sum, [name, level]) => sum + own.get(name)![level]!, 0);
    return { logit, wordingSd: 0.4 };
  },
  "one large effect, one joint effect, the rest none": (next) => {
    const shift = 0.5 * normal(next);
    const logit: Subject["logit"] = ({ names, review }, base) =>
      shift + 0.3 * (base - 2) + 1.5 * names! + 0.8 * names! * review!;
    return { logit, wordingSd: 0.4 };
  },
  "no effect at all": () => ({ logit: () => -0.4, wordingSd: 0.6 }),
};

const designs: [texts: number, trials: number][] = [
  [125, 1],
  [125, 8],
  [60, 8],
];

/** Coverage of all intervals, over data sets whose subjects' effects are set. */
export const recovery = (): Row[] => [...recoveredBy(all)];

/** The rows of each kind of subject and design, as soon as they are known. */
function* recoveredBy(tried: Tried): Generator<Row> {
  for (const kind of Object.keys(kinds))
    for (const [texts, trials] of designs)
      yield* rowsOf(kind, { texts, trials }, countOf(kind, { texts, trials }, tried));
}

interface Study {
  texts: number;
  trials: number;
}

/**
 * How often intervals held what was set, of how many, and squares of what estimates were off by.
 */
interface Count {
  sets: number;
  own: Held;
  pooled: Held;
  /** Of the factor that has the large effect, and of what it does together with another. */
  names: Held;
  pairs: Held;
  joint: Held;
}

interface Held {
  of: number;
  held: number;
  square: number;
}

function countOf(kind: string, { texts, trials }: Study, { sets, from, pairs }: Tried): Count {
  const none = (): Held => ({ of: 0, held: 0, square: 0 });
  const count: Count = { sets, own: none(), pooled: none(), names: none(), pairs: none(), joint: none() };
  for (let set = from; set < from + sets; set++) {
    const next = random(`recovery ${kind} ${texts} ${trials} ${set}`);
    const subject = kinds[kind]!(next);
    const expected = truth(subject);
    const [found] = cues(study(subject, designFor(texts), trials, next), { pairs });
    for (const { factor, level, own, pooled } of found!.effects) {
      const target = expected.single[`${factor} ${level}`]!;
      note(count.own, own, target);
      note(count.pooled, pooled, target);
      if (factor === "names") note(count.names, pooled, target);
    }
    for (const { factors: both, levels, pooled } of found!.interactions) {
      const target = expected.joint(both, levels);
      note(count.pairs, pooled, target);
      if (both.join() === "names,review") note(count.joint, pooled, target);
    }
  }
  return count;
}

function note(count: Held, { estimate, ci }: { estimate: number; ci: readonly [number, number] }, target: number) {
  if (Number.isNaN(estimate)) return;
  count.of++;
  count.held += Number(ci[0] <= target && target <= ci[1]);
  count.square += (estimate - target) ** 2;
}

function rowsOf(kind: string, { texts, trials }: Study, count: Count): Row[] {
  const figure = `${kind}, ${texts} texts × ${trials}, ${count.sets} data sets`;
  const said: [what: string, ...held: Held[]][] = [
    ["effect by itself within its interval", count.own],
    ["pooled; of it names, the largest", count.pooled, count.names],
    ["what two do together; of it names and review", count.pairs, count.joint],
  ];
  return said.flatMap(([what, ...held]): Row[] => {
    const tried = held.filter(({ of }) => of > 0);
    if (tried.length === 0) return [];
    return [
      {
        figure: `${figure}: ${what}`,
        measured: tried.map(heldText).join("; "),
        target: "93 to 97 %",
        met: tried.every(({ held: kept, of }) => kept / of >= 0.93 && kept / of <= 0.97),
      },
    ];
  });
}

const heldText = ({ of, held, square }: Held): string =>
  `${((100 * held) / of).toFixed(1)} % of ${of}, off by ${(100 * Math.sqrt(square / of)).toFixed(2)} points`;

if (import.meta.main) {
  const [sets, from, pairs] = process.argv.slice(2);
  const tried = { sets: Number(sets ?? all.sets), from: Number(from ?? 0), pairs: pairs !== "single" };
  for (const row of recoveredBy(tried)) console.log(row);
}
