import type { Finding } from "../gate/finding.ts";
import type { Scenario, Wording } from "../scenario.ts";
import type { Mark } from "./mark.ts";
import { marksOf } from "./marks-of.ts";

/**
 * What readers say of a wording: rejected where any marks its decision 0, or most of them, of two
 * both, mark it below 2; to weigh where one does, or another check is below 2; not measured until
 * two have read this very text. Two careful readers agree on a 1 little better than by chance, so
 * that one alone is a hint. The recognizable side has the published names and facts, which is what
 * it is there for: of it a 1 is to be weighed, too.
 */
export function readerFindings(scenario: Pick<Scenario, "marks">, wording: Wording): Finding[] {
  const marks = marksOf(scenario, wording);
  const below = (of: (mark: Mark) => boolean) => marks.filter((mark) => of(mark) && mark.mark < 2);
  const said = ({ reader, check, mark, why }: Mark) => `${reader} marks ${check} ${mark}${why && `: ${why}`}`;
  const detail = (found: Mark[]) => found.map(said).join("; ");
  const known = wording.arm === "recognizable";
  const decision = below(({ check, mark }) => check === "decision" && !(known && mark === 1));
  const readers = new Set(marks.filter(({ check }) => check === "decision").map(({ reader }) => reader)).size;
  if (decision.some(({ mark }) => mark === 0) || decision.length > readers / 2)
    return [
      { check: "readers", verdict: "fail", detail: `${detail(decision)}; mend the text, and have it read again` },
    ];
  if (readers < 2) {
    const lacking = "fewer than two readers have marked it as it is now (parallax reading --sheet DIR)";
    return [{ check: "readers", verdict: "unmeasured", detail: lacking }];
  }
  const others = below(() => true);
  return [{ check: "readers", verdict: others.length > 0 ? "report" : "pass", detail: detail(others) }];
}
