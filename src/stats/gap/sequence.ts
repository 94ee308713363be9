import { checkOptions } from "../../lib/check-options.ts";
import { sideOf } from "../../frames/side.ts";
import { cross, type Crossing } from "../groups/factor.ts";
import { areCells, type GapData } from "../groups/groups-of.ts";
import { placeOf } from "../groups/place.ts";
import { repeats } from "../groups/left-out.ts";
import { keyColumns } from "../groups/strata.ts";
import { trials, type Trials } from "../groups/trials.ts";
import type { FrameData } from "../../frames/open-frame.ts";
import type { Row } from "../../frames/row.ts";
import { lookAt, type Sequence } from "./looks.ts";
import { openRounds, type Rounds } from "./rounds.ts";
import { sequenceTable } from "./sequence-table.ts";

/**
 * Confidence sequences of the two rates and of their gap over trials in the order of the rows, in a
 * run that of its plan: intervals that hold at `level` at every look, so that one may look after
 * each trial and stop when one likes. By rounds of one trial a wording, each taken as a draw. They
 * speak of trials on exactly these wordings, never of wordings like them, which no number of trials
 * answers: for those see {@link gap}. One for each combination of the columns in `by`, of which
 * scenario and outcome must be two. Throws on rates by wording, which have no order. Source:
 * Waudby-Smith and Ramdas 2024.
 *
 * @example
 * stats.sequence(data)
 */
export function sequence(data: GapData, options: { by?: readonly string[]; level?: number } = {}): Sequence[] {
  const { by = keyColumns, level = 0.95 } = checkOptions("sequence", options, { by: true, level: true });
  if (!(level > 0 && level < 1))
    throw new RangeError(`a level of ${level}: expected a number between 0 and 1, such as 0.95`);
  for (const name of ["scenario", "outcome"])
    if (!by.includes(name))
      throw new Error(`a sequence over several ${name}s is of nothing that was asked: keep ${name} in by`);
  if (areCells(data))
    throw new Error(
      "a confidence sequence takes trials in their order: rows(results) or a frame, not rates by wording",
    );
  const frame = trials(data as FrameData<Row>, by);
  const found = frame.size === 0 ? [] : sequences(frame, by, level);
  const shown = () => ({ "text/html": sequenceTable(found, "html"), "text/plain": sequenceTable(found) });
  return Object.defineProperty(found, Symbol.for("Jupyter.display"), { value: shown });
}

function sequences(frame: Trials, by: readonly string[], level: number): Sequence[] {
  const { size, factors, value } = frame;
  const column = (name: string) => factors[name]!;
  const groups = cross(size, by.map(column));
  const strata = cross(size, [groups, ...keyColumns.map(column)]);
  const wordings = cross(size, [groups, column("arm"), column("wording")]);
  const repeated = repeats(frame, strata);
  const isCopy = copying(frame, wordings);
  const lanes = openLanes(frame, groups, wordings);
  const copies = groups.levels.map(() => 0);
  for (let row = 0; row < size; row++) {
    const lane = lanes.of(row);
    if (lane === null || Number.isNaN(value[row]) || repeated[row] === 1) continue;
    if (isCopy(row)) copies[groups.codes[row]!]!++;
    else lane.add(value[row]!);
  }
  return groups.levels.map((first, group) => {
    const { rounds, wordings: count, scored } = lanes.groups[group]!;
    const key = Object.fromEntries(by.map((name) => [name, column(name).levels[column(name).codes[first]!]!] as const));
    const look = (what: "published" | "paraphrase" | "gap") => lookAt(rounds, what, level);
    const counted = Math.min(rounds.published.length, rounds.paraphrase.length) * count;
    return {
      ...placeOf({ key }),
      published: look("published"),
      paraphrase: look("paraphrase"),
      gap: look("gap"),
      wordings: count,
      waiting: scored() - counted,
      copies: copies[group]!,
      level,
      simulated: frame.simulated[first] === 1,
    };
  });
}

/**
 * Whether a row's reply repeats an earlier one to the same wording and input; see {@link drawsOf}.
 */
function copying({ size, factors, alike }: Trials, wordings: Crossing): (row: number) => boolean {
  const replies = factors["replyHash"];
  if (replies === undefined) return () => false;
  const same = cross(size, [wordings, factors.condition, factors.input, replies]);
  const seen = new Uint8Array(same.levels.length);
  return (row) => {
    if (alike[row] === 0 || replies.levels[replies.codes[row]!] === "") return false;
    return seen[same.codes[row]!]!++ > 0;
  };
}

interface Lanes {
  groups: { rounds: Rounds; wordings: number; scored(): number }[];
  /** Where a row's value goes; null of an arm that enters no gap. */
  of(row: number): { add(value: number): void } | null;
}

/**
 * A lane for each wording that has a scored trial, and the rounds that the lanes of a group make.
 */
function openLanes({ size, factors, published, value }: Trials, groups: Crossing, wordings: Crossing): Lanes {
  const side = (row: number) =>
    sideOf({ published: published[row] === 1, arm: factors.arm.levels[factors.arm.codes[row]!]! });
  const scoredIn = new Uint8Array(wordings.levels.length);
  for (let row = 0; row < size; row++) if (!Number.isNaN(value[row])) scoredIn[wordings.codes[row]!] = 1;
  const members = groups.levels.map(() => [] as number[]);
  wordings.levels.forEach((first, wording) => {
    if (scoredIn[wording] === 1 && side(first) !== "other") members[groups.codes[first]!]!.push(wording);
  });
  const rounds = members.map((codes) => openRounds(codes.map((wording) => side(wordings.levels[wording]!))));
  const counts = members.map(() => 0);
  return {
    groups: members.map((codes, i) => ({ rounds: rounds[i]!, wordings: codes.length, scored: () => counts[i]! })),
    of(row) {
      const group = groups.codes[row]!;
      const place = members[group]!.indexOf(wordings.codes[row]!);
      return place < 0 ? null : { add: (value) => (counts[group]!++, rounds[group]!.add(place, value)) };
    },
  };
}
