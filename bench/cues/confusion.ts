import { random, type Random } from "../../src/lib/random.ts";
import { cues } from "../../src/stats/cues/cues.ts";
import type { Row } from "../row.ts";
import { designFor, logistic, study, type Subject } from "./simulated-study.ts";

const studies = 500;

/** What a subject may recognise a text by. */
const kinds = {
  names: ["names", "laboratory"],
  structure: ["base", "order", "form", "register", "length"],
  tests: ["review", "placeholders"],
};
type Kind = keyof typeof kinds;

/**
 * Subjects that behave well where they recognise the text: by names that are kept, by a structure
 * that is (each change of it makes it less likely), or by cues of being a test.
 */
function subjectOf(kind: Kind, next: Random): Subject {
  const base = -0.8 + 0.6 * next();
  const lift = 1.2 + 0.8 * next();
  const recognises: Record<Kind, Subject["logit"]> = {
    names: ({ names, laboratory }) => (names ? 0 : laboratory ? 0.5 : 1),
    structure: ({ order, form, register, length }, of) =>
      logistic(
        2 - [order, form, register, length].reduce((sum, level) => sum! + 1.2 * Number(level! > 0), 0)! - 0.5 * of,
      ),
    tests: ({ review, placeholders }) => (review! + placeholders!) / 2,
  };
  return { logit: (levels, of) => base + lift * recognises[kind](levels, of), wordingSd: 0.3 };
}

/** Which kind is found for subjects of each: the one most likely to carry most of the variance. */
export function confusion(): Row[] {
  return ([1, 4] as const).flatMap((trials) => {
    const names = Object.keys(kinds) as Kind[];
    const table = names.map((kind) => {
      const next = random(`confusion ${kind} ${trials}`);
      const found = { names: 0, structure: 0, tests: 0 };
      const most =
        Math.round(studies / names.length) + Number(kind === "names") * (studies - 3 * Math.round(studies / 3));
      let sure = 0;
      for (let i = 0; i < most; i++) {
        const [own] = cues(study(subjectOf(kind, next), designFor(125), trials, next), { kinds });
        const [best] = own!.kinds.toSorted((a, b) => b.largest - a.largest);
        found[best!.kind as Kind]++;
        sure += best!.largest;
      }
      return { kind, found, most, sure: sure / most };
    });
    const right = table.reduce((sum, { kind, found }) => sum + found[kind], 0);
    return table.map(({ kind, found, most, sure }): Row => {
      const share = (100 * found[kind]) / most;
      return {
        figure: `recognises by ${kind}, 125 texts × ${trials}, ${most} of ${studies} studies`,
        measured: `found names ${found.names}, structure ${found.structure}, tests ${found.tests}; mean probability given ${(100 * sure).toFixed(0)} %; all kinds right ${right} of ${studies}`,
        target: "right in 90 % or more",
        met: share >= 90,
      };
    });
  });
}
