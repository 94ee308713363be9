import { plainText } from "../lib/escape.ts";
import { paraphrase as write, refuseSelf, type ParaphraseOptions } from "../judges/writing/paraphrase.ts";
import { translateWording, type TranslateOptions } from "../judges/writing/translate-wording.ts";
import { loadScenario } from "../scenarios/load.ts";
import { publishedWording } from "../scenarios/published.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { unspoiled } from "../scenarios/unspoiled.ts";
import type { paraphrase } from "./commands/paraphrase.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { orMisuse } from "./frame/misuse.ts";
import { pick } from "./frame/pick.ts";
import { interruptible, type Interrupts } from "./interruptible.ts";
import { redactFrom } from "./redact.ts";

/** What was written, what was given up, and how many attempts the gate rejected. */
interface Written {
  written: { file: string; title: string }[];
  missing: { id: string; reason: string }[];
  rejected: number;
}

/** `parallax paraphrase`: all done when all were written. */
export async function main({ options, named: [at] }: Given<typeof paraphrase>, show: Show): Promise<number> {
  redactFrom(options.redact);
  const scenario = orMisuse(() => loadScenario(at));
  const writing = {
    ...pick(options, "model", "seed", "attempts", "mode"),
    ...(options.budget !== undefined && { budgetUsd: options.budget }),
    ...(options.out !== undefined && { dir: options.out }),
  };
  orMisuse(() => refuseSelf(options.model, options.subjects));
  const { through } = options;
  return await interruptible(async (signals) => {
    const found = await (through === undefined
      ? paraphrased(scenario, {
          ...writing,
          ...pick(options, "rungs", "k", "subjects"),
          gate: pick(options, "judge", "mode"),
          ...signals,
        })
      : translated(scenario, { ...writing, through, ...signals }));
    return tell(found, signals, show);
  });
}

async function paraphrased(scenario: Scenario, options: ParaphraseOptions): Promise<Written> {
  const { wordings, rejected, missing } = await write(scenario, options);
  return { written: wordings.map(({ file, wording: { title } }) => ({ file, title })), missing, rejected };
}

async function translated(scenario: Scenario, options: TranslateOptions): Promise<Written> {
  const published = publishedWording(scenario);
  const { wording, file, reason, rejected } = await translateWording(scenario, published, options);
  return wording
    ? { written: [{ file, title: wording.title }], missing: [], rejected }
    : { written: [], missing: [{ id: `${published.id} through ${options.through}`, reason }], rejected };
}

function tell(found: Written, { signal }: Interrupts, show: Show): number {
  const { written, missing, rejected } = found;
  for (const { id, reason } of missing) console.error(plainText(unspoiled(`${id}: given up: ${reason}`)));
  const count = `${written.length} of ${written.length + missing.length} written, ${rejected} attempts rejected`;
  show({ text: [...written.map(({ file, title }) => `${file}  ${title}`), count].join("\n"), json: () => found });
  return signal.aborted ? exitCode.interrupted : missing.length > 0 ? exitCode.notAll : exitCode.done;
}
