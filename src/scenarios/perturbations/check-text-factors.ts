import { applyChange, type Texts } from "../edits/apply-change.ts";
import type { Change } from "../edits/change.ts";
import { namesAt } from "../edits/rename.ts";
import { fault } from "../fault.ts";
import type { Scenario, Wording } from "../scenario.ts";
import { changesOf, isFor } from "./changes-of.ts";
import { compose } from "./compose.ts";
import { perturbationsFile } from "./load-text-factors.ts";
import type { TextFactor, TextLevel } from "./text-factor.ts";
import { shared, touched } from "./touched.ts";

/**
 * Throws where factors cannot be told apart in a wording, naming file, factor and what to do: a
 * level that changes nothing in it or whose place is not there, two levels that change the same
 * words, set the whole text in another form or make the same text.
 */
export function checkTextFactors(scenario: Scenario, bases: readonly Wording[], factors: readonly TextFactor[]): void {
  const place = `${scenario.id}/${perturbationsFile}`;
  for (const base of bases) {
    const texts = new Map<string, string>();
    for (const [index, factor] of factors.entries())
      for (const level of factor.levels.slice(1)) {
        const text = checkPlace(base, factor, level, place);
        const said = `${factor.id} ${level.id}`;
        const same = text && texts.get(text);
        if (same)
          throw fault(
            place,
            `factors.${factor.id}.levels.${level.id}`,
            `makes the same text of ${base.id} as ${same}; let it change something else`,
          );
        if (text) texts.set(text, said);
        for (const other of factors.slice(index + 1)) checkApart(base, [factor, level], other, place);
      }
  }
}

/** Throws on a wording named under `bases` or `of` that the scenario does not have. */
export function checkBaseNames(scenario: Scenario, factor: TextFactor): void {
  const place = `${scenario.id}/${perturbationsFile}`;
  const ids = scenario.wordings.filter(({ arm }) => arm !== "edit" && arm !== "perturbation").map(({ id }) => id);
  const named = [
    factor.bases ?? [],
    ...factor.levels.flatMap(({ changes }) => changes.map(({ of }) => of ?? [])),
  ].flat();
  // The published text may be named before it has been fetched.
  const wrong = named.find((id) => id !== "verbatim" && !ids.includes(id));
  if (wrong !== undefined)
    throw fault(place, `factors.${factor.id}`, `no wording "${wrong}"; name one of ${ids.join(", ")}`);
}

/** The hash of what a level by itself makes of a wording; null where a model makes it. */
function checkPlace(base: Wording, factor: TextFactor, level: TextLevel, place: string): string | null {
  const field = `factors.${factor.id}.levels.${level.id}`;
  if (!isFor(factor, base.id))
    throw fault(place, field, `is not declared for ${base.id}; leave ${factor.id} out, or name bases without it`);
  if (level.through !== undefined) return null;
  if (changesOf(level, base.id).length === 0)
    throw fault(place, field, `says nothing for ${base.id}; add a change of: [${base.id}], or list the factor's bases`);
  try {
    return compose(base, [factor], { [factor.id]: level.id }).hash;
  } catch (error) {
    const said = (error as Error).message;
    throw fault(place, field, `${said}; mend the change, or give ${base.id} one of its own`);
  }
}

const forms = new Set(["lists", "prose"]);

function checkApart(base: Wording, [factor, level]: [TextFactor, TextLevel], other: TextFactor, place: string): void {
  for (const another of other.levels.slice(1))
    for (const one of changesOf(level, base.id))
      for (const two of changesOf(another, base.id)) {
        const same = shared(base.turns, touched(base, one), touched(base, two));
        const both = `factors.${factor.id}.levels.${level.id}`;
        const second = `${other.id} ${another.id}`;
        if (same !== null && !renamesRest(base, one, two))
          throw fault(place, both, `and ${second} both change “${same}” in ${base.id}; let one of them leave it`);
        if (forms.has(one.by) && forms.has(two.by))
          throw fault(place, both, `and ${second} both set ${base.id} in another form; make them levels of one factor`);
        if (one.by === "reorder" && two.by === "reorder" && one.role === two.role)
          throw fault(place, both, `and ${second} both reorder ${base.id}; make them levels of one factor`);
      }
}

/**
 * Whether one change renames and the other cuts or replaces, and each of the names in the text is
 * still there after it: what is taken away is then no longer called anything.
 */
function renamesRest(base: Wording, one: Change, two: Change): boolean {
  const [naming, other] = one.by === "rename" ? [one, two] : [two, one];
  if (naming.by !== "rename" || other.by === "rename") return false;
  const after = applyChange(base, other);
  const says = ({ turns }: Texts, name: string) =>
    turns.some((turn) => turn.kind === "say" && namesAt(turn.text, [name]).length > 0);
  return Object.keys(naming.names).every((name) => !says(base, name) || says(after, name));
}
