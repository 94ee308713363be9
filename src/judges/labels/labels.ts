import { existsSync, readFileSync } from "node:fs";
import Papa from "papaparse";
import { withoutMark } from "../../lib/csv-text.ts";
import { readFlag, readNumber, readText } from "../../lib/read-value.ts";
import { utf8 } from "../../lib/utf8.ts";

/** What a person made of one outcome of one trial. */
export interface Label {
  trial: string;
  outcome: string;
  /**
   * A value as a judge would give it, or a word where the outcome has words; null: the person could
   * not tell.
   */
  label: number | string | null;
  labeller: string;
  reason: string;
  /**
   * With which probability the trial was drawn to be labelled; absent where the file does not say.
   */
  probability?: number;
}

const FIELDS = ["id", "outcome", "label", "labeller"];

/**
 * Labels of a CSV file, or of its text, with the columns id (of the trial), outcome, label,
 * labeller and, if you like, reason and probability (that the trial had of being drawn). Lines that
 * nobody has labelled yet, without labeller, are left out; a labeller's blank label means that it
 * cannot be told. Throws on a missing column, and on two labels by one labeller for one outcome of
 * one trial.
 *
 * @example
 * interop.readLabels("data/labels/agentic-misalignment-blackmail.csv").length
 */
export function readLabels(csv: string): Label[] {
  const file = !csv.includes("\n");
  if (file && !existsSync(csv)) throw new Error(`no labels at ${csv}: name a CSV file, or give its text`);
  const text = file ? utf8(readFileSync(csv), csv) : csv;
  const place = file ? csv : "labels";
  const { data, meta } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: "greedy" });
  const missing = FIELDS.filter((name) => !meta.fields?.includes(name));
  if (missing.length > 0)
    throw new Error(`${place}: no column ${missing.join(", ")}; expected a CSV file with ${FIELDS.join(", ")}`);
  const labels = data.filter(({ labeller = "" }) => labeller.trim() !== "").map(labelOf);
  const seen = new Set<string>();
  for (const { trial, outcome, labeller } of labels) {
    const key = JSON.stringify([trial, outcome, labeller]);
    if (seen.has(key)) throw new Error(`${place}: ${labeller} labels ${outcome} of ${trial} twice; keep one line`);
    seen.add(key);
  }
  return labels;
}

function labelOf(line: Record<string, string>): Label {
  const [trial, outcome, written, labeller] = FIELDS.map((name) => (line[name] ?? "").trim()) as [
    string,
    string,
    string,
    string,
  ];
  const reason = withoutMark((line["reason"] ?? "").trim());
  const probability = readNumber((line["probability"] ?? "").trim());
  const drawn = probability !== undefined && probability > 0 && probability <= 1 ? { probability } : {};
  return { trial, outcome, label: valueOf(written), labeller: withoutMark(labeller), reason, ...drawn };
}

/**
 * Numbers and flags as a judge gives them, whoever wrote the file; words stay, "none" among them.
 */
function valueOf(written: string): Label["label"] {
  if (/^(true|false)$/i.test(written)) return Number(readFlag(written));
  const text = readText(written);
  if (text === undefined || text === "") return null;
  const number = readNumber(text);
  return number === undefined || Number.isNaN(number) ? text : number;
}
