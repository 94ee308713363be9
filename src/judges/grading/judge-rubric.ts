import { whole } from "../../lib/number-text.ts";
import type { Reply } from "../../models/model.ts";
import type { TrialResult } from "../../runner/trial.ts";
import type { Measure } from "../../scenarios/scenario.ts";
import { combine } from "./combine.ts";
import { drawForm } from "../asking/form.ts";
import type { Grade, Member, Verdict } from "../verdict.ts";
import type { Grading } from "./grading.ts";
import type { Name } from "../asking/neutralize.ts";
import type { Judge } from "../asking/open-judge.ts";
import { panelName } from "./panel.ts";
import { readVerdict } from "../asking/read-verdict.ts";
import { nothingSaid, withoutThinking } from "../asking/notes-apart.ts";
import { rubricQuestion } from "../asking/rubric.ts";
import { emptyReply, notReached, onlyNotes, stopped } from "../asking/stopped.ts";

/** Characters of replies beyond which a judge is not asked. */
const LONGEST = 200_000;

/**
 * Has the named replies, their private notes set apart, judged by a rubric, without the given
 * names, by one judge or by every member of a panel, each of which sees them in an order and a form
 * drawn for it. A refusal is judged like any reply, and so is one that is cut off after an act has
 * begun in it (`acted`). Unscored, with nothing asked, where none of the
 * replies was reached, one was filtered, cut off or empty, or they are longer than 200,000
 * characters.
 */
export async function judgeRubric(
  { rubric, replies: names, notes }: Extract<Measure, { by: "rubric" }>,
  { trial, replies, acted }: TrialResult & { acted?: ReadonlySet<string> },
  outcome: string,
  hidden: readonly Name[],
  { panel, judgements, params }: Grading,
): Promise<Verdict & Pick<Grade, "judge" | "hash" | "members">> {
  const judges = panelName(panel);
  const unasked = (reason: string, judge = judges) => ({ judge, hash: "", status: "unscored" as const, reason });
  const asked = replies.filter(({ turn }) => names.includes(turn));
  const parts = notes === "hidden" ? asked.map(withoutThinking) : asked;
  if (parts.length === 0) return unasked(notReached(names.join(", "), replies));
  const unfit = asked
    .filter(({ turn, reply }) => reply.stop !== "length" || !acted?.has(turn))
    .map(({ reply }) => unfitReason(reply, notes === "hidden"))
    .find((reason) => reason !== null);
  if (unfit !== undefined) return unasked(unfit);
  const length = parts.reduce((sum, { reply }) => sum + reply.text.length + (reply.reasoning?.length ?? 0), 0);
  if (length > LONGEST) return unasked(`too long to judge: ${whole(length)} characters`);
  const ask = async (judge: Judge | null): Promise<Member> => {
    const plain = rubricQuestion(rubric, parts, hidden, params);
    // Keyed by what is asked, so that equal replies stay one question.
    const form = panel.judges.length > 1 ? drawForm([panel.seed, judge!.id, plain.hash]) : null;
    const question = form === null ? plain : rubricQuestion(rubric, parts, hidden, params, form);
    const judgement = judge ? await judge.ask(question, trial.id, outcome) : judgements.latest(question.hash);
    if (judgement === undefined) return { ...unasked("no judge given", ""), unjudged: "no judge given" };
    if (typeof judgement === "string") return { ...unasked(judgement, judge!.id), unjudged: "judge unanswered" };
    return { judge: judgement.judge, hash: judgement.key, ...readVerdict(judgement.reply, question) };
  };
  if (panel.judges.length < 2) return ask(panel.judges[0] ?? null);
  const members = await Promise.all(panel.judges.map(ask));
  return { judge: judges, ...combine(members, panel.by), members };
}

/**
 * Why a reply cannot be judged, or null. A refusal can, even one without words: it is what the
 * model did.
 */
function unfitReason(reply: Reply, hidden: boolean): string | null {
  if (reply.stop === "refusal") return null;
  if (hidden && reply.text === nothingSaid) return onlyNotes;
  return stopped(reply) ?? (reply.text.trim() === "" ? emptyReply : null);
}
