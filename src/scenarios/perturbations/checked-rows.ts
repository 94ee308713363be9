import { sha256 } from "../../lib/hash.ts";
import { keep, recall } from "../../lib/kept.ts";
import { program } from "../checked-once.ts";
import type { Scenario, Wording } from "../scenario.ts";
import { perturbationsFile } from "./load-text-factors.ts";
import { checker, passingRows, type Checked } from "./passing-rows.ts";
import type { TextFactor } from "./text-factor.ts";

/** What is chosen from: `n` texts of so many bases and factors, by a seed. */
export interface TextRequest {
  bases: Wording[];
  factors: TextFactor[];
  n: number;
  seed: number;
}

/**
 * The rows of {@link passingRows}, worked out once for as long as the scenario, what is asked and
 * what chooses and checks stay what they are: sixty texts take seconds, and each start asks again.
 */
export function checkedRows(scenario: Scenario, { bases, factors, n, seed }: TextRequest): Checked[] {
  const ids = [bases, factors].map((all) => all.map(({ id }) => id));
  const key = sha256(JSON.stringify([program(), scenario, ...ids, n, seed]));
  const kept = recall(`${scenario.id}-perturbations`, key) as Checked[] | undefined;
  if (kept !== undefined) return kept;
  const levels = factors.map((factor) => factor.levels.length);
  const check = checker(scenario, bases, factors);
  const place = `${scenario.id}/${perturbationsFile}`;
  const rows = passingRows({ levels, blocks: bases.length, n, seed }, { factors, place }, check);
  keep(`${scenario.id}-perturbations`, key, rows);
  return rows;
}
