import { blind } from "../../judges/transcripts/blind.ts";
import { readSheet, writeLabel } from "../../judges/labels/label-sheet.ts";
import { lazy, zod } from "../../lib/lazy.ts";
import { plainText } from "../../lib/escape.ts";
import { openResults } from "../../runner/open-results.ts";
import type { Run } from "../../runner/trial.ts";
import { unspoiled } from "../../scenarios/unspoiled.ts";
import { clientFile } from "../client-file.ts";
import type { Answer, Asked } from "../asked.ts";
import { labelPage } from "./label-page.ts";
import { labelStyle } from "./label-style.ts";
import type { BlindPage, Labelling } from "./labelling.ts";

const labelSchema = lazy(() => {
  const z = zod();
  return z.object({
    id: z.string(),
    outcome: z.string(),
    labeller: z.string().trim().min(1, "is empty: say who labels"),
    label: z.union([z.literal(["", "0", "0.5", "1"]), z.null()]),
    reason: z.string(),
  });
});

/**
 * What answers the labelling page's requests for a sheet: the page, its script, what is asked, one
 * trial without anything that tells arm, wording, condition, model or another's opinion of it, and
 * each label, which is in the CSV file before it is answered. Throws where there is no such sheet,
 * or it asks for trials that are not of this run.
 */
export async function openLabelling(run: Run, file: string): Promise<(asked: Asked) => Promise<Answer | null>> {
  const trials = new Map(run.plan.trials.map((trial) => [trial.id, trial]));
  const stray = readSheet(file).find(({ id }) => !trials.has(id));
  if (stray) throw new Error(`${file} asks for trial ${stray.id}, which is not of the run in ${run.dir}`);
  const opened = await openResults(run);
  const json = (value: unknown): Answer => ({ type: "application/json", body: JSON.stringify(value) });

  function sheet(labeller: string): Labelling {
    const lines = Map.groupBy(readSheet(file), ({ id, outcome }) => JSON.stringify([id, outcome]));
    const questions = [...lines.values()].map((group) => {
      const labelled = labeller === "" ? undefined : group.find((line) => line.labeller.trim() === labeller);
      const { id, outcome } = group[0]!;
      return { id, outcome, label: labelled?.label ?? null, reason: labelled?.reason ?? "" };
    });
    return { file: plainText(file), labeller, questions };
  }

  function page(id: string, outcome: string): BlindPage | null {
    const trial = trials.get(id);
    const scenario = run.plan.scenarios.find((each) => each.id === trial?.scenario);
    const asked = scenario?.outcomes.find((each) => each.id === outcome);
    if (!trial || !asked) return null;
    const { criteria, parts } = blind(run.plan, trial, opened.read(trial).replies, asked);
    const passages = parts.map(({ kind, name, text }) => {
      return {
        kind,
        name: plainText(name),
        note: "",
        text: plainText(unspoiled(text)),
        length: text.length,
        marks: [],
      };
    });
    return { criteria: plainText(unspoiled(criteria)), passages };
  }

  return async ({ method, url, json: body }) => {
    const query = (name: string) => url.searchParams.get(name) ?? "";
    if (method === "POST" && url.pathname === "/label") {
      const { success, data, error } = labelSchema().safeParse(await body());
      if (!success) {
        const { path, message } = error.issues[0]!;
        return { status: 400, type: "text/plain", body: `${path.join(".")} ${message}` };
      }
      writeLabel(file, data);
      return json(null);
    }
    if (method !== "GET") return null;
    if (url.pathname === "/") return { type: "text/html", body: labelPage() };
    if (url.pathname === "/style.css") return { type: "text/css", body: labelStyle };
    if (url.pathname === "/sheet.json") return json(sheet(query("labeller").trim()));
    if (url.pathname !== "/trial.json") return clientFile(url.pathname);
    const shown = page(query("id"), query("outcome"));
    return shown && json(shown);
  };
}
