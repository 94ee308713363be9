import { normal, random, type Random } from "../../src/lib/random.ts";
import { cues } from "../../src/stats/cues/cues.ts";
import type { Row } from "../row.ts";
import { designFor, factors, study, truth, type Subject } from "./simulated-study.ts";

const sets = 400;

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

/** Coverage of both intervals, over data sets whose subjects' effects are set. */
export function recovery(): Row[] {
  const designs: [texts: number, trials: number][] = [
    [125, 1],
    [125, 8],
    [60, 8],
  ];
  return Object.keys(kinds).flatMap((kind) => designs.flatMap(([texts, trials]) => row(kind, texts, trials)));
}

function row(kind: string, texts: number, trials: number): Row[] {
  const next = random(`recovery ${kind} ${texts} ${trials}`);
  const held = { own: 0, pooled: 0, names: 0 };
  const error = { own: 0, pooled: 0 };
  let asked = 0;
  for (let set = 0; set < sets; set++) {
    const subject = kinds[kind]!(next);
    const expected = truth(subject);
    const [found] = cues(study(subject, designFor(texts), trials, next), { pairs: false });
    for (const { factor, level, own, pooled } of found!.effects) {
      const target = expected[`${factor} ${level}`]!;
      const holds = ({ ci }: { ci: readonly [number, number] }) => Number(ci[0] <= target && target <= ci[1]);
      asked++;
      held.own += holds(own);
      held.pooled += holds(pooled);
      if (factor === "names") held.names += holds(pooled);
      error.own += (own.estimate - target) ** 2;
      error.pooled += (pooled.estimate - target) ** 2;
    }
  }
  const percent = (count: number, of = asked) => (100 * count) / of;
  const figure = `${kind}, ${texts} texts × ${trials}, ${sets} data sets, 11 effects each`;
  const within = (value: number) => value >= 93 && value <= 97;
  const off = (sum: number) => (100 * Math.sqrt(sum / asked)).toFixed(2);
  const [own, pooled] = [percent(held.own), percent(held.pooled)];
  return [
    {
      figure: `${figure}: effect by itself within its interval`,
      measured: `${own.toFixed(1)} %, off by ${off(error.own)} points`,
      target: "93 to 97 %",
      met: within(own),
    },
    {
      figure: `${figure}: pooled`,
      measured: `${pooled.toFixed(1)} % (names ${percent(held.names, sets).toFixed(1)} %), off by ${off(error.pooled)} points`,
      target: "93 to 97 %, of the largest, too",
      met: within(pooled) && within(percent(held.names, sets)),
    },
  ];
}
