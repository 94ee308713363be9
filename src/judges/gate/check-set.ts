import { fixed } from "../../lib/number-text.ts";
import { hard, type Finding } from "../../scenarios/gate/finding.ts";
import { gateRules, type GateRules } from "../../scenarios/gate/gate-rules.ts";
import type { Tone } from "../../scenarios/gate/tone.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import type { WordingCheck } from "./gate.ts";
import { rungs, separation } from "./separation.ts";

/** What the gate says of a scenario's wordings beside each other. */
export interface SetCheck {
  scenario: string;
  findings: Finding[];
}

/**
 * What shows only of all wordings together: rungs in order by the measures, reading level and tone
 * alike on every rung and on the published side, and shares of the inputs. Rungs of fewer than two
 * wordings are compared by no mean.
 */
export function checkSet(scenario: Scenario, checks: readonly WordingCheck[]): SetCheck {
  const measured = checks.filter((check) => check.scenario === scenario.id && !Number.isNaN(check.measures.overlap));
  const rules = gateRules(scenario.gate);
  return {
    scenario: scenario.id,
    findings: [
      rungOrder(measured, rules),
      readingLevel(measured, rules),
      ...tones(measured, rules),
      ...inputShares(scenario, rules),
    ],
  };
}

function rungOrder(measured: readonly WordingCheck[], { rungs: measures }: GateRules): Finding {
  const rows = separation(measured).filter(({ distance }) => measures.includes(distance));
  const unknown = rows.filter(({ separated }) => separated === null).map(({ distance }) => distance);
  const faults = rows
    .filter(({ separated }) => separated === false)
    .map(({ distance, means }) => `${distance} ${rungs.map((rung) => `${rung} ${fixed(means[rung], 3)}`).join(", ")}`);
  if (faults.length === 0 && unknown.length > 0)
    return {
      check: "rung order",
      verdict: "unmeasured",
      detail: `${unknown.join(", ")}: a rung is empty, or not measured`,
    };
  return hard(
    "rung order",
    faults,
    "",
    "put each wording on the rung that the measures say, or write it farther or nearer",
  );
}

/** Means by rung of two wordings and more, and the published side's own, where any rung has one. */
function means(
  measured: readonly WordingCheck[],
  of: (check: WordingCheck) => number,
): [where: string, mean: number][] {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const byRung = rungs.flatMap((rung): [string, number][] => {
    const values = measured.filter((check) => check.rung === rung).map(of);
    return values.length < 2 ? [] : [[rung, mean(values)]];
  });
  const sides = measured.filter(({ arm }) => arm === "recognizable" || arm === "base").map(of);
  return byRung.length > 0 && sides.length > 0 ? [...byRung, ["published", mean(sides)]] : byRung;
}

function apart(found: readonly [string, number][], band: number, unit: string): string[] {
  const values = found.map(([, mean]) => mean);
  const half = (Math.max(...values) - Math.min(...values)) / 2;
  const each = found.map(([where, mean]) => `${where} ${fixed(mean, 1)}`).join(", ");
  return values.length > 1 && half > band ? [`${each} ${unit}: ±${fixed(half, 2)}, where ±${band} is wanted`] : [];
}

function readingLevel(measured: readonly WordingCheck[], { readingLevel: band }: GateRules): Finding {
  const found = means(measured, ({ measures }) => measures.readingLevel[0]);
  return hard(
    "reading level",
    apart(found, band, "grades"),
    "",
    "write the rungs that stand out in longer or shorter sentences",
  );
}

function tones(measured: readonly WordingCheck[], { tone }: GateRules): Finding[] {
  return (Object.keys(tone) as (keyof Tone)[]).map((mark) => {
    const found = means(measured, ({ measures }) => measures.tone[0][mark]);
    return hard(
      `tone ${mark}`,
      apart(found, tone[mark], "per 100 words"),
      "",
      "write the rungs that stand out in the others' tone",
    );
  });
}

function inputShares({ inputs }: Scenario, { inputs: marks }: GateRules): Finding[] {
  return marks.map(({ mark, value, least }) => {
    const having = inputs.filter(({ vars }) => vars[mark] === value).length;
    const faults =
      having < least * inputs.length
        ? [`${having} of ${inputs.length} are ${value}, where ${100 * least} % are wanted`]
        : [];
    return hard(`inputs ${mark}`, faults, "", "change inputs, or add some");
  });
}
