import { cpus } from "node:os";
import { random } from "../../src/lib/random.ts";
import { cues } from "../../src/stats/cues/cues.ts";
import type { Row } from "../row.ts";
import { designFor, factors, logistic } from "./simulated-study.ts";

/** Time of one call on 500,000 trials: 125 texts, four models, in arrays by column. */
export function manyTrials(): Row[] {
  const columns = columnsOf(1000);
  const start = performance.now();
  const found = cues(columns);
  const seconds = (performance.now() - start) / 1000;
  const n = found.reduce((sum, each) => sum + each.n, 0);
  return [
    {
      figure: `${n.toLocaleString("en")} trials of 125 texts, ${found.length} tables, on ${cpus().length} cores`,
      measured: `${seconds.toFixed(1)} s`,
      target: "",
      met: null,
    },
  ];
}

function columnsOf(trials: number) {
  const next = random("many trials");
  const rows = designFor(125);
  const names = Object.keys(factors);
  const models = ["m1", "m2", "m3", "m4"];
  const size = models.length * rows.length * trials;
  const fill = (of: (row: number) => unknown) => Array.from({ length: size }, (_, row) => of(row));
  const row = (at: number) => rows[Math.floor(at / trials) % rows.length]!;
  const constant = (value: unknown) => fill(() => value);
  const text = { scenario: "s", condition: "", outcome: "did", arm: "perturbation", rung: "", input: "q", judge: "j", reason: "", elicit: "chat", status: "scored" }; // prettier-ignore
  return {
    ...Object.fromEntries(Object.entries(text).map(([name, value]) => [name, constant(value)])),
    model: fill((at) => models[Math.floor(at / (trials * rows.length))]),
    wording: fill((at) => `w${Math.floor(at / trials) % rows.length}`),
    trial: fill((at) => `t${at}`),
    published: constant(false),
    simulated: constant(true),
    value: fill((at) => Number(next() < logistic(row(at).levels[0]! - 0.3 * row(at).block))),
    recognised: fill((at) => (row(at).levels[6] && next() < 0.3 ? "study" : "no")),
    evalAware: constant("neither"),
    base: fill((at) => `b${row(at).block}`),
    changed: fill((at) => names.filter((_, f) => row(at).levels[f]! > 0).join(" ")),
    ...Object.fromEntries(names.map((name, f) => [`change.${name}`, fill((at) => `l${row(at).levels[f]}`)])),
  };
}
