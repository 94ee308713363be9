import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { home } from "../../lib/home.ts";
import { privateFile, privateFolder } from "../../lib/private.ts";
import { listScenarios } from "../../scenarios/folder.ts";
import { loadScenario } from "../../scenarios/load.ts";
import { ownText } from "../../scenarios/said.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import { words } from "../../scenarios/similarity.ts";
import type { WordingCheck } from "./gate.ts";

type Verdicts = Pick<WordingCheck, "scenario" | "wording" | "hash" | "verdict">;

/** What the gate said of a scenario's wordings, as far as gaps must say so. */
export interface GateFacts {
  scenario: string;
  /** Ids of paraphrases that it rejected, and of those that it never saw as they are. */
  rejected: string[];
  unseen: string[];
  /** Words of the fetched text per word of its paraphrases; null where it was not asked. */
  timesAsLong: number | null;
}

const recordFile = (): string => join(home(), "gate.jsonl");

/** Keeps the gate's verdicts by text, in the cache folder, for what asks those texts later. */
export function recordChecks(checks: readonly Verdicts[], file = recordFile()): void {
  privateFolder(dirname(file));
  privateFile(file);
  const lines = checks.map(({ scenario, wording, hash, verdict }) =>
    JSON.stringify({ scenario, wording, hash, verdict }),
  );
  appendFileSync(file, lines.map((line) => `${line}\n`).join(""));
}

/**
 * What the gate said of the paraphrases that a plan asks: its latest verdict on the very text, and
 * a pass for a shipped one, which is tested before it is shipped.
 */
export function gateFacts(scenarios: readonly Scenario[], file = recordFile()): GateFacts[] {
  const recorded = new Map<string, Verdicts["verdict"]>();
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  for (const line of lines) {
    const { hash, verdict } = JSON.parse(line) as Verdicts;
    recorded.set(hash, verdict);
  }
  return scenarios.map(({ id, wordings }) => {
    const shipped = shippedHashes(id);
    const paraphrases = wordings.filter(({ arm }) => arm === "paraphrase");
    const verdictOf = (hash: string) => recorded.get(hash) ?? (shipped.has(hash) ? "pass" : null);
    const having = (verdict: Verdicts["verdict"] | null) =>
      paraphrases.filter(({ hash }) => verdictOf(hash) === verdict).map((wording) => wording.id);
    return { scenario: id, rejected: having("reject"), unseen: having(null), timesAsLong: timesAsLong(wordings) };
  });
}

function shippedHashes(id: string): Set<string> {
  if (!listScenarios().includes(id)) return new Set();
  return new Set(loadScenario(id, { verbatim: false }).wordings.map(({ hash }) => hash));
}

function timesAsLong(wordings: Scenario["wordings"]): number | null {
  const lengths = (arm: string) =>
    wordings.filter((each) => each.arm === arm).map((each) => words(ownText(each)).length);
  const [[fetched], others] = [lengths("verbatim"), lengths("paraphrase")];
  if (fetched === undefined || others.length === 0) return null;
  return fetched / (others.reduce((sum, length) => sum + length, 0) / others.length);
}
