import { createInterface } from "node:readline";
import { normal, random, type Random } from "../../src/lib/random.ts";
import { cues } from "../../src/stats/cues/cues.ts";
import type { Combination } from "../../src/stats/numbers/least-squares.ts";
import type { Row } from "../row.ts";
import { designFor, factors, study, truth, type Subject } from "./simulated-study.ts";

/** Which data sets are tried: as many seeds from the first on. */
export interface Tried {
  sets: number;
  from: number;
}

const all: Tried = { sets: 400, from: 0 };

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

/** Intervals of one kind of effect: of how many, how many held what was set, and how far off. */
interface Held {
  of: number;
  held: number;
  square: number;
  /** Of those that are nothing, how many, and how many had a p below 0.05. */
  nulls: number;
  rejected: number;
}

const what = {
  unpooled: "single, by itself",
  pooled: "single, pooled",
  names: "of it names, the largest",
  pairUnpooled: "joint, by itself",
  pairPooled: "joint, pooled",
  joint: "of it names with review",
} as const;
type What = keyof typeof what;

/** What some data sets of one kind of subject and design came to; those of several add up. */
export interface Count {
  kind: string;
  texts: number;
  trials: number;
  sets: number;
  of: Record<What, Held>;
}

/** Coverage of all intervals, over data sets whose subjects' effects are set. */
export const recovery = (): Row[] => [...counts(all)].flatMap(rowsOf);

function* counts(tried: Tried): Generator<Count> {
  for (const kind of Object.keys(kinds))
    for (const [texts, trials] of designs) yield countOf(kind, { texts, trials }, tried);
}

interface Study {
  texts: number;
  trials: number;
}

function countOf(kind: string, { texts, trials }: Study, { sets, from }: Tried): Count {
  const of = Object.fromEntries(
    Object.keys(what).map((each) => [each, { of: 0, held: 0, square: 0, nulls: 0, rejected: 0 }]),
  ) as Record<What, Held>;
  for (let set = from; set < from + sets; set++) {
    const next = random(`recovery ${kind} ${texts} ${trials} ${set}`);
    const subject = kinds[kind]!(next);
    const expected = truth(subject);
    const [found] = cues(study(subject, designFor(texts), trials, next));
    for (const { factor, level, unpooled, pooled } of found!.effects) {
      const target = expected.single[`${factor} ${level}`]!;
      note(of.unpooled, unpooled, target, unpooled);
      note(of.pooled, pooled, target);
      if (factor === "names") note(of.names, pooled, target);
    }
    for (const { factors: both, levels, unpooled, pooled } of found!.interactions) {
      const target = expected.joint(both, levels);
      note(of.pairUnpooled, unpooled, target, unpooled);
      note(of.pairPooled, pooled, target);
      if (both.join() === "names,review") note(of.joint, pooled, target);
    }
  }
  return { kind, texts, trials, sets, of };
}

type Estimate = Pick<Combination, "estimate" | "ci">;

function note(count: Held, { estimate, ci }: Estimate, target: number, tested?: Combination): void {
  if (Number.isNaN(estimate)) return;
  count.of++;
  count.held += Number(ci[0] <= target && target <= ci[1]);
  count.square += (estimate - target) ** 2;
  if (tested === undefined || Math.abs(target) > 1e-9) return;
  count.nulls++;
  count.rejected += Number(tested.p < 0.05);
}

/** Counts of the same subjects and designs as one. */
function added(parts: readonly Count[]): Count[] {
  const same = Map.groupBy(parts, ({ kind, texts, trials }) => `${kind} ${texts} ${trials}`);
  return [...same.values()].map((some) =>
    some.reduce((one, other) => ({ ...one, sets: one.sets + other.sets, of: addedHeld(one.of, other.of) })),
  );
}

function addedHeld(one: Count["of"], other: Count["of"]): Count["of"] {
  const both = (name: What): Held => ({
    of: one[name].of + other[name].of,
    held: one[name].held + other[name].held,
    square: one[name].square + other[name].square,
    nulls: one[name].nulls + other[name].nulls,
    rejected: one[name].rejected + other[name].rejected,
  });
  return Object.fromEntries(Object.keys(what).map((name) => [name, both(name as What)])) as Count["of"];
}

function rowsOf({ kind, texts, trials, sets, of }: Count): Row[] {
  return Object.entries(of).flatMap(([each, held]): Row[] =>
    held.of === 0
      ? []
      : [
          {
            figure: `${kind}, ${texts} texts × ${trials}, ${sets} data sets: ${what[each as What]}`,
            measured: heldText(held),
            target: "93 to 97 %",
            met: held.held / held.of >= 0.93 && held.held / held.of <= 0.97,
          },
        ],
  );
}

const inPercent = (part: number, of: number): string => `${((100 * part) / of).toFixed(1)} %`;

function heldText({ of, held, square, nulls, rejected }: Held): string {
  const tests = nulls === 0 ? "" : `; p below 0.05 in ${inPercent(rejected, nulls)} of ${nulls} that are nothing`;
  return `${inPercent(held, of)} of ${of}, off by ${(100 * Math.sqrt(square / of)).toFixed(2)} points${tests}`;
}

// `SETS FROM` prints counts, a line a subject and design; `sum` reads such lines and adds them up.
if (import.meta.main) {
  const [sets, from] = process.argv.slice(2);
  if (sets === "sum") {
    const lines = await Array.fromAsync(createInterface(process.stdin));
    for (const row of added(lines.map((line) => JSON.parse(line) as Count)).flatMap(rowsOf)) console.log(row);
  } else
    for (const count of counts({ sets: Number(sets ?? all.sets), from: Number(from ?? 0) }))
      console.log(JSON.stringify(count));
}
