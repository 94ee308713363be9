import { lately } from "../../lib/lately.ts";
import { conditionLabel } from "../condition.ts";
import { properNames } from "../proper-names.ts";
import type { Scenario, Wording } from "../scenario.ts";
import { ownText } from "../said.ts";
import { words } from "../similarity.ts";
import { isAmong, type Cell } from "./cells.ts";
import { firstFound } from "./first-found.ts";
import type { Clash } from "./gate-rules.ts";

type Seams = readonly [what: string, form: RegExp][];

/** What shows that a place was left open. */
const unfilled: Seams = [
  ["an unfilled place", /\{\{[^}]*\}\}|\{%[^%]*%\}|\b(?:undefined|NaN|TODO|TBD|XXX)\b/],
  ["an unfilled place", /\[(?:name|your name|company|date|time|insert [^\]]*)\]|<(?:name|company|date)>$/im],
];

/** What shows that two pieces of text do not fit each other, within a line. */
const seams: Seams = [
  ["a word twice", /(?<![\p{L}\p{N}*~=|])(\p{L}{2,}) \1(?![\p{L}\p{N}])/u],
  ["a space before a stop", /\p{L} [,.;!?](?=\s|$)/u],
  ["no space after a stop", /\p{Ll}[.!?]\p{Lu}\p{Ll}/u],
  ["two stops", /,[.,;:!?]|;[.,;:]|[!?][.,;](?=\s|$)|(?<!\.)\.\.(?![.\p{L}])/u],
  ["a space too many", /\p{L}[.,;:]? {2,}\p{L}/u],
];

/**
 * Contradictions that show when every cell of a wording is rendered: what {@link unfilled}
 * and {@link seams} show, and clashes.
 */
export function cellFaults(cells: readonly Cell[], clashes: readonly Clash[]): string[] {
  const faults = new Map<string, string>();
  for (const cell of cells)
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

/** Lines of which it is remembered what shows in them: cells and wordings share most of theirs. */
const inLine = lately(5000, (line: string) => shownIn(line, seams));

const seamsIn = ({ text }: Cell): Seam[] => [...shownIn(text, unfilled), ...text.split("\n").flatMap(inLine)];

function shownIn(text: string, forms: Seams): Seam[] {
  return forms.flatMap(([what, form]) => {
    const found = form.exec(text);
    return found ? [{ what, found: found[0], shown: around(text, found.index, found[0].length) }] : [];
  });
}

function clashesIn({ condition, text }: Cell, clashes: readonly Clash[]): Seam[] {
  return clashes
    .filter(({ when }) => isAmong(when, condition))
    .flatMap(({ never }) =>
      never.flatMap((form) => {
        const found = firstFound(form, text);
        return found === null ? [] : [{ what: "what is written for other conditions", found, shown: found }];
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
