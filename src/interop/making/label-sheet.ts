import { csvText } from "../../lib/csv-text.ts";
import { writePrivate } from "../../lib/private.ts";
import type { Came } from "../exchange/exchange.ts";

/** Labels that came along, as the sheet that `parallax label RUN --check` reads. */
export interface LabelSheet {
  add(trial: string, label: Came): void;
  /** Writes the sheet, where there is any label. */
  write(file: string): void;
}

export function labelSheet(): LabelSheet {
  const lines: string[][] = [];
  return {
    add(trial, { outcome, judge, verdict }) {
      const [value, reason] = verdict.status === "scored" ? [String(verdict.value), ""] : ["", verdict.reason];
      if (verdict.status === "scored" || verdict.reason !== "no score")
        lines.push([trial, outcome, value, judge, reason]);
    },
    write(file) {
      if (lines.length === 0) return;
      const fields = ["id", "outcome", "label", "labeller", "reason"];
      writePrivate(file, csvText({ fields, data: lines }));
    },
  };
}
