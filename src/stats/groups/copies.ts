import { cross, type Crossing } from "./factor.ts";
import type { Trials } from "./trials.ts";

/**
 * How many independent draws each wording's scored trials are worth, by wording and stratum.
 * Replies to one input that repeat exactly are copies, one draw among them, where sampling could
 * not vary (temperature 0, a forced choice by log-probability) or the reply is too long to come out
 * the same twice by chance; short replies of a sampled model are draws of their own. n trials in
 * copies of m₁, m₂, … are worth n²/Σm², as a design effect of clusters whose members are all alike
 * has it. Without hashes of replies every trial is a draw. Source: Kish 1965; Rao and Scott 1992.
 */
export function drawsOf(
  { size, value, factors, alike }: Trials,
  { wordings, cells }: { wordings: Crossing; cells: Crossing },
  repeated: Uint8Array,
): Float64Array {
  const n = new Float64Array(wordings.levels.length);
  const squares = new Float64Array(wordings.levels.length);
  const replies = factors["replyHash"];
  const same = replies && alike.includes(1) ? cross(size, [cells, replies]) : null;
  const copies = new Float64Array(same?.levels.length ?? 0);
  for (let row = 0; row < size; row++) {
    if (value[row] !== value[row] || repeated[row] === 1) continue;
    const wording = wordings.codes[row]!;
    n[wording]!++;
    if (same === null || alike[row] === 0 || replies!.levels[replies!.codes[row]!] === "") squares[wording]!++;
    else {
      // (m + 1)² − m² more for the copy that makes m + 1 of m.
      const copy = same.codes[row]!;
      squares[wording]! += 2 * copies[copy]! + 1;
      copies[copy]!++;
    }
  }
  return n.map((count, wording) => (count === 0 ? 0 : count ** 2 / squares[wording]!));
}
