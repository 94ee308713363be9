import { readFlag } from "../../lib/read-value.ts";
import { isCoded, openFrame, type FrameData, type OpenFrame } from "../../frames/open-frame.ts";
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
  /** Whether each trial is known to be there once for each outcome. */
  once?: boolean;
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
  const alike = flagged(size, alikeIn(frame));
  // Where no repeat is a copy, which replies repeat is not asked.
  const wanted = ["controlFor", "servedModel", ...(alike.includes(1) ? ["replyHash"] : [])];
  const optional = wanted.filter((name) => frame.names.includes(name));
  const placesOf = openPlaces();
  for (const name of new Set([...columns, ...optional, ...more])) factors[name] = factorOf(frame, name, placesOf);
  if (frame.names.includes("headline")) factors["headline"] = factorOf(frame, "headline", placesOf, headlines);
  const found: Trials = {
    size,
    factors: factors as Trials["factors"],
    published: flagsOf(frame, "published", (from) => flags(from, "published")),
    measured: flagsOf(frame, "elicit", measuredIn),
    simulated: flagsOf(frame, "simulated", (from) => flags(from, "simulated")),
    alike,
    value: valued(size, outcomes(frame)),
    once: isCoded(frame) && frame.coded("trial")?.distinct === true,
  };
  refuseBothSides(found);
  return found;
}

/** A column as text; one that is coded is read once for each of its values. */
function factorOf(
  frame: OpenFrame,
  name: string,
  placesOf: ReturnType<typeof openPlaces>,
  reading = (from: OpenFrame) => texts(from, name),
): Factor {
  const coded = isCoded(frame) ? frame.coded(name) : undefined;
  if (coded === undefined) return factor(frame.size, reading(frame));
  if (coded.distinct) return { codes: coded.codes as Int32Array, levels: coded.values as string[] };
  const read = reading(openFrame({ [name]: coded.values }));
  if (coded.values.length === 1 && frame.size > 0) return { codes: new Int32Array(frame.size), levels: [read(0)] };
  const { places, order } = placesOf(coded.codes, coded.values.length);
  const levelOf = new Int32Array(coded.values.length);
  const levels: string[] = [];
  const known = new Map<string, number>();
  for (const place of order) {
    const text = read(place);
    const level = known.get(text) ?? levels.push(text) - 1;
    known.set(text, level);
    levelOf[place] = level;
  }
  const codes = new Int32Array(frame.size);
  for (let row = 0; row < codes.length; row++) codes[row] = levelOf[places[row]!]!;
  return { codes, levels };
}

/**
 * Codes as one type of array, and in which order they first come; once where columns share them.
 */
function openPlaces() {
  const known = new Map<ArrayLike<number>, { places: Int32Array; order: number[] }>();
  return (codes: ArrayLike<number>, count: number) => {
    const found = known.get(codes) ?? placesIn(codes, count);
    known.set(codes, found);
    return found;
  };
}

function placesIn(codes: ArrayLike<number>, count: number): { places: Int32Array; order: number[] } {
  const places = codes instanceof Int32Array ? codes : Int32Array.from(codes);
  const seen = new Uint8Array(count);
  const order: number[] = [];
  for (let row = 0; row < places.length && order.length < count; row++) {
    const place = places[row]!;
    if (seen[place] === 1) continue;
    seen[place] = 1;
    order.push(place);
  }
  return { places, order };
}

/** What is said of each row by one column; of one that is coded once for each of its values. */
function flagsOf(frame: OpenFrame, name: string, reading: (from: OpenFrame) => (row: number) => boolean): Uint8Array {
  const coded = isCoded(frame) ? frame.coded(name) : undefined;
  if (coded === undefined) return flagged(frame.size, reading(frame));
  const of = flagged(coded.values.length, reading(openFrame({ [name]: coded.values })));
  const bits = new Uint8Array(frame.size);
  for (let row = 0; row < bits.length; row++) bits[row] = of[coded.codes[row]!]!;
  return bits;
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
