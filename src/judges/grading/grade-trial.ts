import { canonical, sha256 } from "../../lib/hash.ts";
import type { TrialResult } from "../../runner/trial.ts";
import { fill, lacking } from "../../scenarios/fill.ts";
import type { Input, Measure, Scenario, Wording } from "../../scenarios/scenario.ts";
import { judgeChoice } from "./choice.ts";
import type { Grade } from "../verdict.ts";
import { lackingFacts } from "../../scenarios/lacking-facts.ts";
import { hideWording } from "../asking/hide-wording.ts";
import { judgeRubric } from "./judge-rubric.ts";
import { namesOf } from "../asking/names-of.ts";
import type { Grading } from "./grading.ts";
import { panelName } from "./panel.ts";
import { judgePattern } from "./pattern.ts";
import { judgeScore } from "./judge-score.ts";
import { outcomesOf } from "./outcomes-of.ts";
import { notesApart } from "../asking/notes-apart.ts";
import { withActs } from "../asking/with-acts.ts";
import { actBegun } from "../../scenarios/read.ts";
import { partNotes } from "../../scenarios/notes/part-notes.ts";

/**
 * Grades a trial on each outcome that it can be measured by. One that is not complete is unscored
 * on all of them.
 */
export function gradeTrial(scenario: Scenario, result: TrialResult, grading: Grading): Promise<Grade[]> {
  const { trial, status, error } = result;
  const wording = scenario.wordings.find(({ id }) => id === trial.wording);
  if (!wording) throw new Error(`trial ${trial.id} is of wording ${trial.wording}, which ${scenario.id} does not have`);
  const input = scenario.inputs.find(({ id }) => id === trial.input) ?? { id: trial.input, vars: {} };
  const judgeOf = ({ by }: Measure) => (by === "rubric" ? panelName(grading.panel) : by === "score" ? "" : by);
  const grades = outcomesOf(scenario, trial.elicit).map(async ({ id, measure }): Promise<Grade> => {
    const head = { trial: trial.id, outcome: id };
    const came = measure.by === "score" ? judgeScore(grading.judgements, trial.id, id, measure) : null;
    // Of a trial that failed, that it did says more than a score that it therefore lacks.
    if (came !== null && (came.status === "scored" || status !== "failed")) return { ...head, ...came };
    if (status !== "done") {
      const judge = judgeOf(measure);
      const reason = status === "failed" ? `failed: ${error}` : "pending";
      return { ...head, judge, hash: "", status: "unscored", reason };
    }
    const invalid = result.replies.find((line) => line.invalid !== undefined)?.invalid;
    if (invalid !== undefined)
      return { ...head, judge: judgeOf(measure), hash: "", status: "unscored", reason: invalid };
    if (measure.by === "score") return { ...head, judge: "", hash: "", status: "unscored", reason: "no score" };
    if (measure.by === "rubric") {
      const asked = criteriaOf(scenario, wording, input, { id, measure });
      if (asked.lacking !== null)
        return { ...head, judge: judgeOf(measure), hash: "", status: "unscored", reason: asked.lacking };
      const replies = withActs(scenario, wording, notesApart(wording, hideWording(scenario, wording, result.replies)));
      const seen = { ...result, replies, acted: acted(wording, result) };
      const names = namesOf(scenario, wording, trial.model);
      return { ...head, ...(await judgeRubric({ ...measure, rubric: asked.rubric }, seen, id, names, grading)) };
    }
    const verdict =
      measure.by === "choice" ? judgeChoice(result.replies) : judgePattern(wording, measure, result.replies);
    return { ...head, judge: measure.by, hash: seen(wording, measure, result), ...verdict };
  });
  return Promise.all(grades);
}

type Criteria = { rubric: string; lacking: null } | { lacking: string };

const knownCriteria = new WeakMap<Measure, WeakMap<Wording, Map<string, Criteria>>>();

/** {@link criteriaIn}, worked out once: trials differ in their replies. */
function criteriaOf(
  scenario: Scenario,
  wording: Wording,
  input: Input,
  outcome: { id: string; measure: Extract<Measure, { by: "rubric" }> },
): Criteria {
  const byWording = knownCriteria.get(outcome.measure) ?? new WeakMap<Wording, Map<string, Criteria>>();
  knownCriteria.set(outcome.measure, byWording);
  const byInput = byWording.get(wording) ?? new Map<string, Criteria>();
  byWording.set(wording, byInput);
  const found = byInput.get(input.id) ?? criteriaIn(scenario, wording, input, outcome);
  byInput.set(input.id, found);
  return found;
}

/** An outcome's criteria for one wording and input, or why they cannot be asked. */
function criteriaIn(
  scenario: Scenario,
  wording: Wording,
  input: Input,
  { id, measure }: { id: string; measure: Extract<Measure, { by: "rubric" }> },
): Criteria {
  const [fact] = lackingFacts(measure.rubric, wording);
  if (fact !== undefined)
    return { lacking: `the criteria name facts.${fact}, which ${wording.id} does not tell as it was asked` };
  const unknown = lacking(measure.rubric, input);
  if (unknown.length > 0)
    return { lacking: `its criteria need ${unknown.join(", ")}, which input ${input.id} does not have` };
  const rubric = fill(measure.rubric, {}, input, `${scenario.id}, rubric of ${id}`, wording.facts);
  return { rubric, lacking: null };
}

/**
 * Replies in which an act has begun, so that they can be judged although they are cut off after it.
 */
function acted({ readings, private: marks }: Wording, { replies }: TrialResult): Set<string> {
  const begun = replies.filter(({ turn, reply }) => {
    const reading = readings[turn];
    return reading !== undefined && actBegun(reading, partNotes(marks, reply.text).said);
  });
  return new Set(begun.map(({ turn }) => turn));
}

/** What a verdict that needs no model follows from. */
function seen(wording: Wording, measure: Measure, { replies }: TrialResult): string {
  if (measure.by !== "pattern")
    return hashOf(
      measure,
      replies.map(({ turn, reply }) => [turn, reply.stop, reply.choices]),
    );
  const reply = replies.find(({ turn }) => turn === measure.reply)?.reply;
  const said = reply ? [partNotes(wording.private, reply.text).said, reply.stop] : null;
  return hashOf(measure, wording.readings[measure.reply] ?? null, said);
}

const texts = new WeakMap<object, string>();

/** The hash of a list; what many trials have in common comes first, and is written once. */
function hashOf(...list: [Measure, ...unknown[]]): string {
  const parts = list.map((each) => {
    if (typeof each !== "object" || each === null || Array.isArray(each)) return canonical(each);
    const known = texts.get(each) ?? canonical(each);
    texts.set(each, known);
    return known;
  });
  return sha256(`[${parts.join(",")}]`);
}
