import { join } from "node:path";
import { namesOf, type Names } from "../plots/names.ts";
import type { Elsewhere } from "../report/elsewhere-section.ts";
import { scenarioRoot } from "../scenarios/folder.ts";
import { loadScenarios } from "../scenarios/load.ts";
import { readCells } from "../stats/csv/read-cells.ts";
import { gap } from "../stats/gap/gap.ts";

/** Counts of real models' replies on a published text and on one rewording, which are shipped. */
const counts = "insider-trading-2026.csv";

/** What they show, for a page, with the words for their ids. */
export function realReplies(): { elsewhere: Elsewhere; names: Names } {
  const gaps = gap(readCells(join(scenarioRoot(), "..", "results", counts)));
  const names = namesOf(loadScenarios([...new Set(gaps.map(({ scenario }) => scenario))], { verbatim: false }));
  const source = "raina-sid/inspect-eval-replications at b43b7c5 (MIT); notebook 10 has them in full.";
  return { elsewhere: { gaps, source }, names };
}
