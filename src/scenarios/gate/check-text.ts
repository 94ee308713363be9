import { checkForm } from "../check-form.ts";
import { conditions, suits } from "../condition.ts";
import type { Scenario, Wording } from "../scenario.ts";
import { ownText, saidText } from "../said.ts";
import { longestSharedRun, ngrams, words } from "../similarity.ts";
import { conditionFaults, outcomeFaults } from "./decidable.ts";
import { editDistance } from "./edit-distance.ts";
import { hard, type Finding } from "./finding.ts";
import { gateRules } from "./gate-rules.ts";
import { namesLeft } from "./names-left.ts";
import { readingLevel } from "./reading-level.ts";
import { tone, type Tone } from "./tone.ts";

/** A run of as many words as this is the published side's, not the language's. */
export const longestRun = 5;

/** Figures of a wording beside the published side that it retells. */
export interface TextMeasures {
  /** Words per word of the published side: the condition furthest from 1. */
  length: number;
  /** Share of the wording's distinct word pairs that the published side has, in [0, 1]. */
  overlap: number;
  /** Words to change per word, in [0, 1]. */
  edit: number;
  /** Words of the longest run shared with any text of the published side. */
  sharedRun: number;
  /** Flesch–Kincaid grades, the wording's and the published side's. */
  readingLevel: [own: number, published: number];
  tone: [own: Tone, published: Tone];
}

/**
 * What the text alone tells of a wording: form, names, shared runs, length, conditions and
 * outcomes, each a hard check, and figures to report. Distances and length are from `against`, the
 * text in our words where there is one, since that is what a paraphrase retells; names and runs are
 * looked for in all of `sides`.
 */
export function checkText(
  scenario: Scenario,
  wording: Wording,
  against: Wording,
  sides: readonly Wording[],
): { findings: Finding[]; measures: TextMeasures } {
  const { findings, readable } = textFaults(scenario, wording, sides, against);
  return { findings, measures: readable ? measure(scenario, wording, against, sides) : unmeasured };
}

/**
 * The hard checks of {@link checkText} with nothing measured that none of them needs: without
 * `against`, length is not looked at. What cannot be rendered is not `readable`, and is asked no
 * more.
 */
export function textFaults(
  scenario: Scenario,
  wording: Wording,
  sides: readonly Wording[],
  against: Wording | null,
): { findings: Finding[]; readable: boolean } {
  const fault = formFault(scenario, wording);
  const form = hard("form", fault === null ? [] : [fault], "", mend.form);
  if (fault !== null && !renders(scenario, wording)) return { findings: [form], readable: false };
  const retold = wording.arm === "paraphrase" ? retelling(scenario, wording, sides, against) : [];
  const decided = [
    hard("conditions", conditionFaults(scenario, wording), "", mend.conditions),
    hard("outcomes", outcomeFaults(scenario, wording), "", mend.outcomes),
  ];
  return { findings: [form, ...retold, ...decided], readable: true };
}

const mend = {
  form: "mend the file there",
  names: "say it with another name, or in other words",
  run: "say it in other words",
  length: "say as much as the published side does, in about as many words",
  conditions: "let each level say what it means, and nothing else",
  outcomes: "give each act an example, and both options of the choice as many words",
};

/** What a paraphrase may have of the published side: no names, no run of words, its length. */
function retelling(
  scenario: Scenario,
  wording: Wording,
  sides: readonly Wording[],
  against: Wording | null,
): Finding[] {
  const { whole, parts } = namesLeft(scenario, sides, wording);
  const runs = sides.map((side) => longestSharedRun(ownText(wording), ownText(side)));
  const run = runs.find((each) => each.length > longestRun);
  const named = whole.map((name) => `"${name}" belongs to the published side`);
  return [
    hard("names", named, "", mend.names),
    ...(parts.length > 0
      ? [{ check: "parts of names", verdict: "report" as const, detail: parts.map((part) => `"${part}"`).join(", ") }]
      : []),
    hard(
      "shared run",
      run ? [`"${run.join(" ")}" is in the published side`] : [],
      `${Math.max(0, ...runs.map((each) => each.length))} words`,
      mend.run,
    ),
    ...(against === null ? [] : [lengthOf(scenario, lengthRatio(scenario, wording, against))]),
  ];
}

function lengthOf(scenario: Scenario, length: number): Finding {
  const ratio = `${Math.round(100 * length)} % of the published side's words`;
  const [least, most] = gateRules(scenario.gate).length;
  const wanted = `${ratio}, where ${Math.round(100 * least)} to ${Math.round(100 * most)} are wanted`;
  return hard("length", length < least || length > most ? [wanted] : [], ratio, mend.length);
}

/** Words per word of another text, under the condition where that is furthest from 1. */
function lengthRatio(scenario: Scenario, wording: Wording, against: Wording): number {
  return conditions(scenario)
    .filter((condition) => suits(wording, condition) && suits(against, condition))
    .map((condition) => count(scenario, wording, condition) / count(scenario, against, condition))
    .reduce((far, ratio) => (Math.abs(ratio - 1) > Math.abs(far - 1) ? ratio : far), 1);
}

function measure(scenario: Scenario, wording: Wording, against: Wording, sides: readonly Wording[]): TextMeasures {
  const [text, other] = [ownText(wording), ownText(against)];
  const [pairs, known] = [ngrams(text, 2), ngrams(other, 2)];
  return {
    length: lengthRatio(scenario, wording, against),
    overlap: [...pairs].filter((pair) => known.has(pair)).length / pairs.size,
    edit: editDistance(text, other),
    sharedRun: Math.max(0, ...sides.map((side) => longestSharedRun(text, ownText(side)).length)),
    readingLevel: [readingLevel(text), readingLevel(other)],
    tone: [tone(text), tone(other)],
  };
}

const count = (...of: Parameters<typeof saidText>): number => words(saidText(...of)).length;

function formFault(scenario: Scenario, wording: Wording): string | null {
  try {
    checkForm(scenario, wording, wording.file);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

function renders(scenario: Scenario, wording: Wording): boolean {
  try {
    for (const condition of conditions(scenario)) saidText(scenario, wording, condition);
    return true;
  } catch {
    return false;
  }
}

const silent: Tone = { insistent: NaN, polite: NaN, informal: NaN, excited: NaN };
const unmeasured: TextMeasures = {
  length: NaN,
  overlap: NaN,
  edit: NaN,
  sharedRun: NaN,
  readingLevel: [NaN, NaN],
  tone: [silent, silent],
};
