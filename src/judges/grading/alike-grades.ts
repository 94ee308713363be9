import { kindsIn } from "../../runner/trials/kinds-in.ts";
import type { Grade, Unjudged } from "../verdict.ts";
import type { Graded } from "./graded.ts";
import { gradedOf } from "./graded-of.ts";
import type { Results } from "./results.ts";

/** Grades that say the same of trials of one scenario, and how many they are. */
export interface AlikeGrades {
  scenario: string;
  outcome: string;
  judge: string;
  /** What is scored other than 1 counts alike; null where nothing is. */
  scored: "1" | "other" | null;
  /** Why not, and whether it may be judged yet; null of what is scored. */
  reason: string | null;
  unjudged: Unjudged | null;
  count: number;
}

/** What grades say, in the order in which it is first said; of columns without making any grade. */
export function alikeGrades(results: Pick<Results, "trials" | "grades">): AlikeGrades[] {
  const graded = gradedOf(results);
  return graded === undefined ? ofEach(results) : ofColumns(graded);
}

function ofEach({ trials, grades }: Pick<Results, "trials" | "grades">): AlikeGrades[] {
  const scenarios = new Map(trials.map(({ trial }) => [trial.id, trial.scenario]));
  const found = new Map<string, AlikeGrades>();
  for (const grade of grades) {
    const said = { scenario: scenarios.get(grade.trial)!, ...saidBy(grade) };
    const key = JSON.stringify(said);
    const alike = found.get(key) ?? { ...said, count: 0 };
    alike.count++;
    found.set(key, alike);
  }
  return [...found.values()];
}

function saidBy(grade: Grade): Omit<AlikeGrades, "scenario" | "count"> {
  const { outcome, judge } = grade;
  if (grade.status === "scored")
    return { outcome, judge, scored: grade.value === 1 ? "1" : "other", reason: null, unjudged: null };
  return { outcome, judge, scored: null, reason: grade.reason, unjudged: grade.unjudged ?? null };
}

function ofColumns({ plan, starts, gradeColumns }: Graded): AlikeGrades[] {
  const { kinds, codes } = kindsIn(plan.trials);
  const { outcome, judge, reason, unjudged, value } = gradeColumns;
  const [outcomes, judges, reasons, open] = [outcome, judge, reason, unjudged].map((column) => column.codes());
  const scenarios = new Map(kinds.map(({ scenario }) => [scenario, 0]));
  for (const [place, scenario] of [...scenarios.keys()].entries()) scenarios.set(scenario, place);
  const scenarioOf = kinds.map(({ scenario }) => scenarios.get(scenario)!);
  const found = new Map<number, AlikeGrades>();
  for (let place = 0; place < plan.trials.length; place++)
    for (let at = starts.of(place); at < starts.of(place + 1); at++) {
      const kind = codes[place]!;
      const number = value.get(at);
      const scored = number === null ? null : number === 1 ? "1" : "other";
      let key = scenarioOf[kind]! * outcome.values.length + outcomes![at]!;
      key = (key * judge.values.length + judges![at]!) * reason.values.length + reasons![at]!;
      key = (key * unjudged.values.length + open![at]!) * 3 + (scored === null ? 0 : scored === "1" ? 1 : 2);
      const alike = found.get(key);
      if (alike !== undefined) alike.count++;
      else
        found.set(key, {
          scenario: kinds[kind]!.scenario,
          outcome: outcome.get(at)!,
          judge: judge.get(at)!,
          scored,
          reason: reason.get(at),
          unjudged: unjudged.get(at) as Unjudged | null,
          count: 1,
        });
    }
  return [...found.values()];
}
