import { codeDesign, type CodedDesign } from "./code-design.ts";
import type { SpokenEffect } from "./cue-result.ts";
import { factorsOf, trialsOf, withLevels } from "./factors-of.ts";
import { askedOf } from "./asked-of.ts";
import { ownEffects } from "./fit-cues.ts";
import type { PerturbedGroup } from "./perturbed-groups.ts";
import { spoken, type Spoken } from "./spoken-groups.ts";

/** By what is said: the effect of a level on it; null where nothing is known of it. */
export type SpokenOf = Record<Spoken, (factor: string, level: string) => SpokenEffect | null>;

/** Effects on what subjects say, each by itself, of the same levels as a design's. */
export function spokenEffects(
  { factors }: CodedDesign,
  { spoken: groups, level }: { spoken: Record<Spoken, PerturbedGroup | null>; level: number },
): SpokenOf {
  const from = Object.fromEntries(factors.map((each) => [each.factor, each.from]));
  const of = (what: Spoken) => effectsIn(groups[what], from, level);
  return Object.fromEntries(Object.keys(spoken).map((what) => [what, of(what as Spoken)])) as SpokenOf;
}

function effectsIn(found: PerturbedGroup | null, from: Record<string, string>, level: number): SpokenOf[Spoken] {
  const wordings = withLevels(found?.wordings.filter(({ rate }) => !Number.isNaN(rate)) ?? []);
  if (found === null || wordings.length === 0) return () => null;
  const there = (factor: string) => wordings.some(({ levels }) => levels[factor] === from[factor]);
  const known = Object.fromEntries(Object.entries(from).filter(([factor]) => there(factor)));
  const design = codeDesign(wordings, factorsOf(wordings, known));
  const { effects } = askedOf(
    { ...design, parts: design.parts.filter(({ kind }) => kind !== "pair") },
    wordings.length,
  );
  const apart = ownEffects(wordings, design, found.sampling, { asked: effects, level });
  const facts = { n: trialsOf(wordings), rate: wordings.reduce((sum, { rate }) => sum + rate, 0) / wordings.length };
  return (factor, one) => {
    const place = effects.findIndex((each) => each.factor === factor && each.level === one);
    return place < 0 || known[factor] === undefined ? null : { ...apart[place]!, ...facts };
  };
}
