import type { Results } from "../judges/grading/results.ts";
import { described } from "../lib/described.ts";
import { tally } from "../runner/trials/tally.ts";
import { columns, type Column, type Source } from "./columns.ts";
import { foretoldColumns, type Foretold } from "./foretold.ts";
import { keepGate } from "./gate-of.ts";
import { perturbedColumns, type Perturbed } from "./perturbed.ts";
import type { Row } from "./row.ts";
import { publishedArms } from "./published-arms.ts";

/**
 * A row with one more column for each factor of any scenario in the run, "" where a scenario has no
 * such factor; where there are perturbations, what they were made of; and where memorisation was
 * measured, its two figures of the row's model and wording, NaN where there is none.
 */
export type ResultRow = Row & { [factor: `condition.${string}`]: string } & Partial<Foretold> & Partial<Perturbed>;

/**
 * The results as plain rows, one a trial and outcome, in the plan's order.
 *
 * @example
 * rows(graded)[0]
 */
export function rows(results: Results): ResultRow[] {
  checkResults(results);
  const { plan } = results.run;
  const scenarios = new Map(plan.scenarios.map((scenario) => [scenario.id, scenario]));
  const summaries = new Map(results.trials.map((summary) => [summary.trial.id, summary]));
  const publishedArmOf = publishedArms(tally(plan).map(({ trial }) => trial));
  const row = rowMaker(columnsOf(results));
  const all = results.grades.map((grade) => {
    const summary = summaries.get(grade.trial);
    const scenario = summary && scenarios.get(summary.trial.scenario);
    const outcome = scenario?.outcomes.find(({ id }) => id === grade.outcome);
    if (!summary || !scenario || !outcome)
      throw new Error(`grade of trial ${grade.trial}, outcome ${grade.outcome}: not in plan ${plan.id}`);
    return row({ results, scenario, published: publishedArmOf(summary.trial), summary, outcome, grade });
  });
  keepGate(all, results);
  return all;
}

/**
 * The columns of a run's rows: the declared ones, `condition.<factor>` for each factor, and what
 * was measured beside.
 */
export function columnsOf({ run, memorisation }: Pick<Results, "run" | "memorisation">): Record<string, Column> {
  const factors = run.plan.scenarios.flatMap((scenario) => scenario.factors.map(({ id }) => id));
  const ofFactors = [...new Set(factors)].map((id): [string, Column] => [
    `condition.${id}`,
    { type: "string", of: ({ summary }) => summary.trial.condition[id] ?? "" },
  ]);
  const measured = foretoldColumns(memorisation);
  return { ...columns, ...Object.fromEntries(ofFactors), ...perturbedColumns(run.plan.scenarios), ...measured };
}

function checkResults(results: Partial<Results> | null): void {
  if (Array.isArray(results?.grades) && results.run !== undefined) return;
  throw new Error(`rows() and frame() take what grade() gives, not ${described(results)}: await grade(run)`);
}

/**
 * Makes rows. All are copies of one template, which gives them one hidden class: small, and quick
 * to fill.
 */
function rowMaker(declared: Record<string, Column>): (source: Source) => ResultRow {
  const makers = Object.entries(declared);
  const template: Record<string, unknown> = Object.fromEntries(makers.map(([name]) => [name, null]));
  return (source) => {
    const row = { ...template };
    for (const [name, { of }] of makers) row[name] = of(source);
    return row as unknown as ResultRow;
  };
}
