import { listScenarios } from "../../src/scenarios/folder.ts";
import { loadScenario } from "../../src/scenarios/load.ts";
import { perturbations } from "../../src/scenarios/perturbations/perturbations.ts";
import type { Scenario } from "../../src/scenarios/scenario.ts";
import type { Row } from "../row.ts";

/** Designs of 125 texts of every scenario, and time to compose and check 1,000 of one. */
export function designs(): Row[] {
  const all = listScenarios().map((id) => designRow(loadScenario(id), 125));
  return [...all, designRow(loadScenario("alignment-faking-animal-welfare"), 1000)];
}

function designRow(scenario: Scenario, n: number): Row {
  const start = process.cpuUsage();
  const { wordings, rejected, factors, design } = perturbations(scenario, { n });
  const { user, system } = process.cpuUsage(start);
  const why = [...new Set(rejected.flatMap(({ findings }) => findings.map(({ check }) => check)))];
  const { dEfficiency, resolution, bases, possible } = design;
  return {
    figure: `${scenario.id}: ${n} texts of ${factors.length} factors and ${bases.length} wordings (${possible} combinations)`,
    measured: [
      `${wordings.length} of ${wordings.length + rejected.length} made pass the gate`,
      ...(why.length > 0 ? [`others fail ${why.join(", ")}`] : []),
      `D-efficiency ${(100 * dEfficiency).toFixed(1)} %`,
      `resolution ${resolution}`,
      `${((user + system) / 1e6).toFixed(1)} s of processor time`,
    ].join("; "),
    target: `${n} pass`,
    met: wordings.length === n,
  };
}

if (import.meta.main) for (const row of designs()) console.log(row);
