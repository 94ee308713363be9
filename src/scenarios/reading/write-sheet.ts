import { join } from "node:path";
import { csvText } from "../../lib/csv-text.ts";
import { reasonOf } from "../../lib/in-words.ts";
import { privateFolder, writePrivate } from "../../lib/private.ts";
import { random, shuffle, type Random } from "../../lib/random.ts";
import type { Scenario, Wording } from "../scenario.ts";
import { scriptText } from "../script-text.ts";
import { readerChecks } from "./mark.ts";
import { textId } from "./text-id.ts";

/** What a reader gets: texts by set, and where to write the marks. */
export interface ReadingSheet {
  /** CSV to fill in: set, text, check, mark, why. */
  file: string;
  /** Markdown, one file a set, in the order to read them. */
  sets: string[];
  texts: number;
}

/**
 * Writes what one reader needs into a folder: a set of texts for each scenario, and `marks.csv`,
 * sets and texts in random order by the seed, called by what they say alone, so that nothing tells
 * arm, rung, title or scenario. Edits, fetched texts and those that are held out are not in it.
 * Read the marks back by {@link takeMarks}. Throws where the folder has a sheet already.
 */
export function writeSheet(scenarios: readonly Scenario[], dir: string, seed: number | string = 1): ReadingSheet {
  const next = random(`reading ${seed}`);
  const sets = shuffle(scenarios, next).map((scenario, i) => ({
    name: `set-${String(i + 1).padStart(2, "0")}`,
    scenario,
    wordings: shuffle(scenario.wordings.filter(isRead), next),
  }));
  const rows = sets.flatMap(({ name, wordings }) =>
    wordings.flatMap((wording) =>
      Object.keys(readerChecks).map((check) => ({ set: name, text: textId(wording), check, mark: "", why: "" })),
    ),
  );
  privateFolder(dir);
  const file = join(dir, "marks.csv");
  try {
    writePrivate(file, csvText(rows), "wx");
  } catch (cause) {
    throw new Error(`cannot begin ${file} (${reasonOf(cause)}): move it away, or name another folder`, { cause });
  }
  for (const { name, scenario, wordings } of sets)
    writePrivate(join(dir, `${name}.md`), setText(name, scenario, wordings, next));
  const texts = sets.reduce((sum, { wordings }) => sum + wordings.length, 0);
  return { file, sets: sets.map(({ name }) => join(dir, `${name}.md`)), texts };
}

/** Whether readers are shown a wording: ours, and free to leave the machine. */
const isRead = ({ arm, heldOut }: Wording): boolean => arm !== "verbatim" && arm !== "edit" && !heldOut;

function setText(name: string, scenario: Scenario, wordings: readonly Wording[], next: Random): string {
  const { decision, factors, invariants, outcomes, inputs } = scenario;
  const list = (lines: string[]) => lines.map((line) => `- ${line}`).join("\n");
  const conditions = factors.map(({ id, title, levels }) => {
    const each = levels.map((level) => `“${level.id}” is: ${level.title}`);
    return `${id} (${title}): ${each.join("; ")}`;
  });
  const filled = inputs.map(({ vars }) =>
    Object.entries(vars)
      .map(([key, value]) => `{{ input.${key} }}: ${value}`)
      .join("\n  "),
  );
  return [
    `# ${name}`,
    decision,
    ...(conditions.length > 0 ? ["## Conditions", list(conditions)] : []),
    "## Kept in every text",
    list(invariants.map(({ text }) => text)),
    "## What whoever answers may do or not do",
    list([...new Set(outcomes.map(({ one }) => one))]),
    "## How to mark",
    'Mark each text for each check with 2 (good), 1 (weak) or 0 (fails) in marks.csv, and say below 2 what is wanting. Lines such as {% if tier == "free" %} say under which condition a passage is said; {{ input.… }} is filled in from the list of inputs. No text of a set is the right one that others are measured by.',
    list(Object.entries(readerChecks).map(([check, text]) => `**${check}**: ${text}`)),
    "## Inputs",
    list(filled),
    ...wordings.flatMap((wording) => [`## Text ${textId(wording)}`, scriptText(wording), examplesOf(wording, next)]),
  ]
    .join("\n\n")
    .concat("\n");
}

function examplesOf({ examples }: Wording, next: Random): string {
  const said = Object.entries(examples).flatMap(([reply, byReading]) =>
    Object.entries(byReading).map(([reading, text]) => `[a reply “${reply}” that reads as ${reading}]\n${text}`),
  );
  return shuffle(said, next).join("\n\n");
}
