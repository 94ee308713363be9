import { fixed } from "../../lib/number-text.ts";
import { aligned } from "../../lib/aligned.ts";
import { plainText } from "../../lib/escape.ts";
import type { Finding } from "../../scenarios/gate/finding.ts";
import type { SetCheck } from "./check-set.ts";
import type { WordingCheck } from "./gate.ts";
import type { Separation } from "./separation.ts";

const number = (value: number, digits = 2): string => (Number.isNaN(value) ? "–" : fixed(value, digits));

const columns: [name: string, of: (check: WordingCheck) => string][] = [
  ["scenario", ({ scenario }) => scenario],
  ["wording", ({ wording }) => wording],
  ["rung", ({ rung }) => rung ?? ""],
  ["length %", ({ measures }) => number(100 * measures.length, 0)],
  ["overlap", ({ measures }) => number(measures.overlap)],
  ["edit", ({ measures }) => number(measures.edit)],
  ["embedding", ({ measures }) => number(measures.embedding)],
  ["level", ({ measures }) => number(measures.readingLevel[0], 1)],
  ["verdict", ({ verdict }) => verdict],
];

/**
 * The checks as a table for a terminal, a line a wording; under it why any was rejected, and what
 * was not measured.
 */
export function describeChecks(checks: readonly WordingCheck[], sets: readonly SetCheck[] = []): string {
  const of = (verdict: string, check: WordingCheck) => check.findings.filter((finding) => finding.verdict === verdict);
  const rejected = [
    ...checks.flatMap((check) =>
      of("fail", check).flatMap((finding) => faultLines(`${check.scenario}/${check.wording}`, finding, check.file)),
    ),
    ...sets.flatMap(({ scenario, findings }) =>
      findings
        .filter(({ verdict }) => verdict === "fail")
        .flatMap((finding) => faultLines(scenario, finding, "its wordings")),
    ),
  ];
  const reports = checks.flatMap((check) =>
    of("report", check).map((finding) => `${check.scenario}/${check.wording}: ${finding.check}: ${finding.detail}`),
  );
  const unmeasured = new Set(
    checks.flatMap((check) =>
      of("unmeasured", check).map((finding) => `${finding.check} not measured: ${finding.detail}`),
    ),
  );
  const count = checks.filter(({ verdict }) => verdict === "pass").length;
  return [
    ...aligned([columns.map(([name]) => name), ...checks.map((check) => columns.map(([, cell]) => cell(check)))]),
    "",
    `${count} of ${checks.length} pass`,
    ...rejected,
    ...(reports.length > 0 ? ["", "to weigh:", ...reports] : []),
    ...unmeasured,
  ]
    .map(plainText)
    .join("\n");
}

const faultLines = (place: string, { check, detail, remedy }: Finding, file: string): string[] => [
  `${place}: ${check}: ${detail}`,
  ...(remedy === undefined ? [] : [`    in ${file}: ${remedy}`]),
];

/**
 * Mean distances by rung as a table for a terminal, and where heavy > medium > light does not hold.
 */
export function describeSeparation(rows: readonly Separation[]): string {
  const lines = rows.map(({ scenario, distance, means, n, separated }) => [
    scenario,
    distance,
    ...(["light", "medium", "heavy"] as const).map((rung) => `${number(means[rung], 3)} (${n[rung]})`),
    separated === null ? "not known" : separated ? "yes" : "no",
  ]);
  const yes = rows.filter(({ separated }) => separated).length;
  return [
    ...aligned([["scenario", "distance", "light (n)", "medium (n)", "heavy (n)", "heavy > medium > light"], ...lines]),
    "",
    `in order: ${yes} of ${rows.length}`,
  ]
    .map(plainText)
    .join("\n");
}
