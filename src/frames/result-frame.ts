import type { Graded } from "../judges/grading/graded.ts";
import type { Results } from "../judges/grading/results.ts";
import { coded } from "../lib/coded.ts";
import { lazyList } from "../lib/lazy-list.ts";
import { lazy } from "../lib/lazy.ts";
import { kindsIn } from "../runner/trials/kinds-in.ts";
import { tally } from "../runner/trials/tally.ts";
import type { Trial } from "../runner/trial.ts";
import { columns, type Source } from "./columns.ts";
import { absent, type CodedFrame, type Codes } from "./open-frame.ts";
import { publishedArms } from "./published-arms.ts";
import { columnsOf } from "./rows.ts";

/**
 * The rows of a graded run as a table that holds none of them: what is the same for many trials is
 * worked out once, and the rest is read where it is kept.
 */
export function resultFrame(graded: Graded, of: Pick<Results, "run" | "memorisation">): CodedFrame {
  const { plan, starts, summaries, gradeColumns } = graded;
  const size = starts.count;
  const declared = columnsOf(of);
  const trialOf = new Int32Array(size);
  for (let place = 0; place < plan.trials.length; place++) trialOf.fill(place, starts.of(place), starts.of(place + 1));
  const { kinds, codes: kindOf, epochs } = kindsIn(plan.trials);
  const spread = (codes: Int32Array) => {
    const all = new Int32Array(size);
    for (let row = 0; row < size; row++) all[row] = codes[trialOf[row]!]!;
    return all;
  };
  const kindOfRows = lazy(() => spread(kindOf));
  const sourceOf = sourcesOf(graded, of);
  const byTrial: Record<string, (place: number) => unknown> = {
    epoch: (place) => epochs[place],
    trial: (place) => plan.trials[place]!.id,
    cached: (place) => summaries.cached.get(place),
    ownFate: (place) => numberOf(summaries.ownFate.get(place)),
    ...Object.fromEntries(words.map((name) => [name, (place: number) => summaries[name].get(place) ?? ""])),
    ...Object.fromEntries(figures.map((name) => [name, (place: number) => summaries[name].get(place) ?? NaN])),
  };
  const byGrade: Record<string, (row: number) => unknown> = {
    value: (row) => gradeColumns.value.get(row) ?? NaN,
    status: (row) => (gradeColumns.value.get(row) === null ? "unscored" : "scored"),
    headline: (row) => headlines().values[headlines().codes[row]!],
    ...Object.fromEntries(said.map((name) => [name, (row: number) => gradeColumns[name].get(row) ?? ""])),
  };
  const ofKinds = (name: string) => kinds.map((trial) => declared[name]!.of(sourceOf(trial)));
  const headlines = lazy(() => headlineCodes(graded, kindOfRows(), (kind, outcome) => sourceOf(kinds[kind]!, outcome)));
  return {
    size,
    names: Object.keys(declared),
    column(name) {
      if (!Object.hasOwn(declared, name)) throw absent([name], Object.keys(declared));
      const [grade, trial] = [byGrade[name], byTrial[name]];
      if (grade !== undefined) return grade;
      if (trial !== undefined) return (row) => trial(trialOf[row]!);
      const values = ofKinds(name);
      return (row) => values[kindOf[trialOf[row]!]!];
    },
    coded(name): Codes | undefined {
      if (name === "trial") return { codes: trialOf, values: idsOf(plan.trials), distinct: true };
      if (name === "headline") return headlines();
      if (isSaid(name))
        return { codes: gradeColumns[name].codes(), values: gradeColumns[name].values.map((value) => value ?? "") };
      if (name === "replyHash") {
        const { codes, values } = summaries.replyHash.coded();
        return { codes: spread(codes), values: values.map((value) => value ?? "") };
      }
      const trial = byTrial[name];
      if (trial !== undefined) {
        const { codes, values } = coded(plan.trials.length, trial);
        return { codes: spread(codes), values };
      }
      if (name in byGrade || !Object.hasOwn(declared, name)) return undefined;
      return { codes: kindOfRows(), values: ofKinds(name) };
    },
  };
}

const words = ["replyHash", "stop", "servedModel", "recognised", "evalAware"] as const;
const figures = ["replyLength", "inputTokens", "outputTokens", "usd", "latencyMs"] as const;
const said = ["outcome", "reason", "judge"] as const;

const isSaid = (name: string): name is (typeof said)[number] => (said as readonly string[]).includes(name);

const numberOf = (flag: boolean | null): number => (flag === null ? NaN : Number(flag));

/** Whether each grade's outcome is what its scenario is about. */
function headlineCodes(
  { starts, gradeColumns: { outcome } }: Graded,
  kinds: Int32Array,
  sourceOf: (kind: number, outcome: string) => Source,
): Codes {
  const count = outcome.values.length;
  // By kind and outcome; 0 is not known yet.
  const known = new Uint8Array(count * (kinds.reduce((most, kind) => Math.max(most, kind), 0) + 1));
  const codes = new Int32Array(starts.count);
  const outcomes = outcome.codes();
  for (let row = 0; row < starts.count; row++) {
    const key = kinds[row]! * count + outcomes[row]!;
    if (known[key] === 0)
      known[key] = 1 + Number(columns.headline.of(sourceOf(kinds[row]!, outcome.values[outcomes[row]!]!)));
    codes[row] = known[key]! - 1;
  }
  return { codes, values: [false, true] };
}

const idsOf = (trials: readonly Trial[]): string[] =>
  lazyList({
    length: trials.length,
    at: (place) => trials[place]!.id,
    walk: () => trials.values().map(({ id }) => id),
  });

type Kind = Omit<Trial, "id" | "epoch">;

/** What a column of a kind of trials is computed from, which says nothing of any one of them. */
function sourcesOf({ plan }: Graded, { run }: Pick<Results, "run">) {
  const scenarios = new Map(run.plan.scenarios.map((scenario) => [scenario.id, scenario]));
  const publishedArmOf = publishedArms(tally(plan).map(({ trial }) => trial));
  return (trial: Kind, outcome?: string): Source => {
    const scenario = scenarios.get(trial.scenario)!;
    const found = scenario.outcomes.find(({ id }) => id === outcome);
    return {
      results: { run },
      scenario,
      published: publishedArmOf(trial),
      summary: { trial },
      outcome: found,
    } as Source;
  };
}
