import type { Judgement } from "./judgements.ts";
import type { Question } from "./question.ts";

/** How often a question is asked in one grading before an answer of no form is left at that. */
const mostAsked = 3;

/** A question's attempts: which are answered already, and whether more may be made. */
interface Attempts {
  question: Question;
  there(attempt: number): boolean;
  mayAsk: boolean;
}

/**
 * A question's first reply in the form asked for: one that is there, or one of at most three new
 * ones. Without any the last that there is, or in words why there is none.
 */
export async function askUntilAnswered(
  { question: { isAnswer = () => true }, there, mayAsk }: Attempts,
  ask: (attempt: number) => Promise<Judgement | string>,
): Promise<Judgement | string> {
  let unreadable: Judgement | null = null;
  for (let attempt = 0, fresh = 0; ; attempt++) {
    const known = there(attempt);
    if (!known && unreadable !== null && (!mayAsk || fresh === mostAsked)) return unreadable;
    const got = await ask(attempt);
    if (typeof got === "string") return unreadable ?? got;
    if (isAnswer(got.reply)) return got;
    unreadable = got;
    if (!known) fresh++;
  }
}
