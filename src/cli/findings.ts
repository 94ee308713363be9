import type { Finding } from "../kernel/install/finding.ts";

const marks = { well: "ok     ", warning: "warning", wrong: "wrong  " };

/** What was found of an installation, and how to mend it, in lines. */
export const findingLines = (findings: readonly Finding[]): string[] =>
  findings.flatMap(({ state, what, mend }) => [
    `${marks[state]}  ${what}`,
    ...(mend === undefined ? [] : [`         to mend: ${mend}`]),
  ]);

export const anyWrong = (findings: readonly Finding[]): boolean => findings.some(({ state }) => state === "wrong");
