import { readFlag } from "../../lib/read-value.ts";
import { openFrame, type FrameData, type OpenFrame } from "../../frames/open-frame.ts";
import { flags, numbers, outcomes, texts } from "../../frames/read-column.ts";
import { factor, type Factor } from "./factor.ts";

/** Graded trials as typed arrays, one entry a trial and outcome. `value` is NaN where unscored. */
export interface Trials {
  size: number;
  factors: Record<TrialColumn | (string & {}), Factor>;
  /**
   * 1 where the wording stands for the published side; 1 where `value` is a probability read off
   * the model.
   */
  published: Uint8Array;
  measured: Uint8Array;
  simulated: Uint8Array;
  /** 1 where an exact repeat of the reply is a copy of it, and no draw of its own. */
  alike: Uint8Array;
  value: Float64Array;
}

/** Characters from which on a reply does not come out the same twice by chance. */
const longReply = 200;

/** The labels of a results frame that a gap is made of. */
const columns = [
  "scenario",
  "condition",
  "model",
  "outcome",
  "arm",
  "wording",
  "rung",
  "input",
  "trial",
  "judge",
  "reason",
] as const;
type TrialColumn = (typeof columns)[number];

/** All columns of a results frame that a gap is made of. */
export const trialColumns: readonly string[] = [...columns, "published", "elicit", "simulated", "value", "status"];

/**
 * A results frame, its rows or its columns as typed arrays, with the columns named in `more` (for
 * grouping) besides the needed ones. Throws on a column that is not there, and on a value that
 * cannot be read, by row, column and value.
 */
export function trials(data: FrameData, more: readonly string[] = []): Trials {
  const frame = openFrame(data);
  const { size } = frame;
  const factors: Record<string, Factor> = {};
  const optional = ["controlFor", "replyHash", "servedModel"].filter((name) => frame.names.includes(name));
  for (const name of new Set([...columns, ...optional, ...more])) factors[name] = factor(size, texts(frame, name));
  if (frame.names.includes("headline")) factors["headline"] = factor(size, headlines(frame));
  const found: Trials = {
    size,
    factors: factors as Trials["factors"],
    published: flagged(size, flags(frame, "published")),
    measured: flagged(size, measuredIn(frame)),
    simulated: flagged(size, flags(frame, "simulated")),
    alike: flagged(size, alikeIn(frame)),
    value: valued(size, outcomes(frame)),
  };
  refuseBothSides(found);
  return found;
}

/**
 * Whether a row's outcome is what its scenario is about; "" where the column says nothing of it.
 */
function headlines(frame: OpenFrame): (row: number) => string {
  const at = frame.column("headline");
  return (row) => readFlag(at(row))?.toString() ?? "";
}

function measuredIn(frame: OpenFrame): (row: number) => boolean {
  const elicit = texts(frame, "elicit");
  return (row) => elicit(row) === "choice";
}

/**
 * Whether a reply that came out the same is a copy: a simulated subject draws each of its own;
 * where neither temperature nor length is known, or either says so, it is.
 */
function alikeIn(frame: OpenFrame): (row: number) => boolean {
  const numbersOf = (name: string) => (frame.names.includes(name) ? numbers(frame, name) : () => NaN);
  const [simulated, measured] = [flags(frame, "simulated"), measuredIn(frame)];
  const [temperature, length] = [numbersOf("temperature"), numbersOf("replyLength")];
  return (row) =>
    isAlike({
      simulated: simulated(row),
      measured: measured(row),
      temperature: temperature(row),
      length: length(row),
    });
}

/**
 * {@link Trials.alike} of one trial; NaN where its temperature or its reply's length is unknown.
 */
export const isAlike = (trial: {
  simulated: boolean;
  measured: boolean;
  temperature: number;
  length: number;
}): boolean => !trial.simulated && (trial.measured || trial.temperature === 0 || !(trial.length < longReply));

function flagged(size: number, of: (row: number) => boolean): Uint8Array {
  const bits = new Uint8Array(size);
  for (let row = 0; row < size; row++) bits[row] = of(row) ? 1 : 0;
  return bits;
}

function valued(size: number, of: (row: number) => number): Float64Array {
  const values = new Float64Array(size);
  for (let row = 0; row < size; row++) values[row] = of(row);
  return values;
}

function refuseBothSides({ size, factors, published }: Trials): void {
  const paraphrase = factors.arm.levels.indexOf("paraphrase");
  for (let row = 0; row < size; row++)
    if (published[row] === 1 && factors.arm.codes[row] === paraphrase)
      throw new TypeError(`row ${row}, column published: expected false in arm paraphrase, found true`);
}
