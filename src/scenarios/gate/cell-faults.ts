import { conditionLabel } from "../condition.ts";
import { properNames } from "../proper-names.ts";
import { compilePattern } from "../read.ts";
import type { Scenario, Wording } from "../scenario.ts";
import { ownText } from "../said.ts";
import { words } from "../similarity.ts";
import { cellsOf, isAmong, type Cell } from "./cells.ts";
import type { Clash } from "./gate-rules.ts";

/** What shows that a place was left open, or that two pieces of text do not fit each other. */
const seams: readonly [what: string, form: RegExp][] = [
  ["an unfilled place", /\{\{[^}]*\}\}|\{%[^%]*%\}|\b(?:undefined|NaN|TODO|TBD|XXX)\b/],
  ["an unfilled place", /\[(?:name|your name|company|date|time|insert [^\]]*)\]|<(?:name|company|date)>$/im],
  ["a word twice", /(?<![\p{L}\p{N}*~=|])(\p{L}{2,}) \1(?![\p{L}\p{N}])/u],
  ["a space before a stop", /\p{L} [,.;!?](?=\s|$)/u],
  ["no space after a stop", /\p{Ll}[.!?]\p{Lu}\p{Ll}/u],
  ["two stops", /,[.,;:!?]|;[.,;:]|[!?][.,;](?=\s)|(?<!\.)\.\.(?![.\p{L}])/u],
  ["a space too many", /\p{L}[.,;:]? {2,}\p{L}/u],
];

/**
 * Contradictions that show when every cell of a wording is rendered: see {@link seams}, and
 * clashes.
 */
export function cellFaults(scenario: Scenario, wording: Wording, clashes: readonly Clash[]): string[] {
  const faults = new Map<string, string>();
  for (const cell of cellsOf(scenario, wording))
    for (const { what, found, shown } of [...seamsIn(cell), ...clashesIn(cell, clashes)]) {
      const key = `${what} ${found}`;
      if (!faults.has(key)) faults.set(key, `${what} (“${shown}”)${placeOf(cell)}`);
    }
  return [...faults.values()];
}

interface Seam {
  what: string;
  found: string;
  /** What was found, with some of what stands around it. */
  shown: string;
}

const placeOf = ({ condition, input }: Cell): string =>
  ` under ${[conditionLabel(condition), `input ${input.id}`].filter(Boolean).join(", ")}`;

function seamsIn({ text }: Cell): Seam[] {
  return seams.flatMap(([what, form]) => {
    const found = form.exec(text);
    return found ? [{ what, found: found[0], shown: around(text, found.index, found[0].length) }] : [];
  });
}

function clashesIn({ condition, text }: Cell, clashes: readonly Clash[]): Seam[] {
  return clashes
    .filter(({ when }) => isAmong(when, condition))
    .flatMap(({ never }) =>
      never.flatMap((form) => {
        const matcher = compilePattern(form).matcher(text);
        if (!matcher.find()) return [];
        const found = matcher.group()!;
        return [{ what: "what is written for other conditions", found, shown: found }];
      }),
    );
}

const around = (text: string, at: number, length: number): string =>
  text
    .slice(Math.max(0, at - 12), at + length + 12)
    .replace(/\s+/g, " ")
    .trim();

/** Names in a wording's choice that its text, under all conditions, and its inputs do not know. */
export function strangeNames({ inputs }: Pick<Scenario, "inputs">, wording: Wording): string[] {
  const plain = (text: string) => words(text).join(" ");
  const said = ` ${plain([ownText(wording), ...inputs.flatMap(({ vars }) => Object.values(vars))].join("\n"))} `;
  const { ask, one, zero } = wording.choice;
  const names = properNames(`${ask}\n${one}\n${zero}`).map(([whole]) => whole!);
  return names.filter((name) => !said.includes(` ${plain(name)} `));
}
