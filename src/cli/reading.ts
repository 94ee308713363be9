import { interval, fixed } from "../lib/number-text.ts";
import { aligned } from "../lib/aligned.ts";
import { plainText } from "../lib/escape.ts";
import { loadScenarios } from "../scenarios/load.ts";
import { listScenarios } from "../scenarios/folder.ts";
import { takeMarks, type MarksTaken } from "../scenarios/reading/take-marks.ts";
import { writeSheet } from "../scenarios/reading/write-sheet.ts";
import { readerAgreement, type ReaderAgreement } from "../stats/agreement/reader-agreement.ts";
import { scenariosIn } from "./commands/checks.ts";
import type { reading } from "./commands/reading.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { orMisuse } from "./frame/misuse.ts";

/** `parallax reading`: a sheet for a reader, a reader's marks, or what there is of them. */
export async function main({ options, named }: Given<typeof reading>, show: Show): Promise<number> {
  const at = named.length === 0 ? listScenarios() : named.flatMap(scenariosIn);
  const scenarios = orMisuse(() => loadScenarios(at, { verbatim: false }));
  const { sheet, seed, take, reader, by } = options;
  if (sheet !== undefined) {
    const written = orMisuse(() => writeSheet(scenarios, sheet, seed));
    show({
      text: `${written.texts} texts to read\n${[...written.sets, `fill in  ${written.file}`].join("\n")}`,
      json: () => written,
    });
  } else if (take !== undefined) {
    const placed = scenarios.map((scenario, i) => ({ at: at[i]!, scenario }));
    const taken = orMisuse(() => takeMarks(take, placed, { reader: reader!, by: by! }));
    show({ text: takenText(taken), json: () => taken });
    if (taken.unknown.length > 0) return exitCode.notAll;
  } else {
    const found = readerAgreement(scenarios);
    show({ text: agreementText(found), json: () => found });
  }
  return exitCode.done;
}

function takenText({ taken, unknown }: MarksTaken): string {
  return [
    ...aligned(taken.map(({ file, wordings, marks }) => [file, `${wordings} wordings`, `${marks} marks`])),
    ...(unknown.length > 0 ? [`left out, since no wording says so (any more): texts ${unknown.join(", ")}`] : []),
  ].join("\n");
}

function agreementText({ marks, pairs }: ReturnType<typeof readerAgreement>): string {
  if (marks.length === 0) return "nobody has read these texts as they are now (parallax reading --sheet DIR)";
  const counts = marks.map(({ check, reader, by, counts }) => [check, `${reader} (${by})`, ...counts.map(String)]);
  const agreed = pairs.map((pair) => [
    pair.check,
    pair.readers.join(" · "),
    `${pair.n}${pair.missing > 0 ? ` (${pair.missing} by one alone)` : ""}`,
    pair.observed === null ? "–" : fixed(pair.observed.rate, 2),
    kappa(pair.kappa),
    kappa(pair.weighted),
  ]);
  return [
    ...aligned([["check", "reader", "0", "1", "2"], ...counts]),
    "",
    ...aligned([["check", "readers", "n", "alike", "κ", "κ, linear"], ...agreed]),
  ]
    .map(plainText)
    .join("\n");
}

const kappa = (found: ReaderAgreement["kappa"]): string =>
  found === null ? "cannot be told" : `${fixed(found.estimate, 2)} ${interval(found.ci, (end) => fixed(end, 2))}`;
