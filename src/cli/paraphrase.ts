import { parseArgs } from "node:util";
import { paraphrase, type ParaphraseOptions } from "../judges/writing/paraphrase.ts";
import { translateWording, type TranslateOptions } from "../judges/writing/translate-wording.ts";
import type { Mode } from "../runner/lookup.ts";
import { loadScenario } from "../scenarios/load.ts";
import { publishedWording } from "../scenarios/published.ts";
import type { Rung, Scenario } from "../scenarios/scenario.ts";
import { unspoiled } from "../scenarios/unspoiled.ts";
import { interruptible } from "./interruptible.ts";
import { given, numberOf } from "./options.ts";
import { redactFrom, redactUsage } from "./redact.ts";

const usage = `usage: parallax paraphrase SCENARIO --model ID [options]

Has a model write new paraphrases of a scenario, by id or folder, and puts each through the gate; what is rejected is
asked for again with the reasons. Those that pass are files to look through and move to the scenario's wordings/.

  --through LANG  instead, takes the published side through a language and back, such as German: an edit, for the arm edit
  --rungs RUNG    light, medium, heavy, by commas (all three)
  --k N           wordings of each rung (2)
  --seed N        of what samples reproducibly (1)
  --attempts N    at one wording before it is given up (4)
  --subjects ID   models to be measured on them, by commas: none of them may be the writer
  --judge MODEL   asks it whether every invariant is there and every outcome open
  --budget USD    what writing may cost
  --mode MODE     auto, record, replay or off (auto)
  --out DIR       where they go, with rejections and every reply (out/paraphrases/SCENARIO, out/translations/SCENARIO)
  --redact        ${redactUsage}`;

const text = { type: "string" } as const;
const options = {
  model: text,
  through: text,
  rungs: text,
  k: text,
  seed: text,
  attempts: text,
  subjects: text,
  judge: text,
  budget: text,
  mode: text,
  out: text,
  redact: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

const rungs: readonly Rung[] = ["light", "medium", "heavy"];

/** `parallax paraphrase`. Exit code 0 when all were written, 1 when some were given up, 2 on an error, 130 when interrupted. */
export async function main(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    redactFrom(values.redact);
    const [at, more] = positionals;
    if (at === undefined || more !== undefined) throw new Error("name one scenario; --help says more");
    if (values.model === undefined) throw new Error("name who writes: --model ID");
    const wanted = values.rungs?.split(",") as Rung[] | undefined;
    const wrong = wanted?.find((rung) => !rungs.includes(rung));
    if (wrong !== undefined) throw new Error(`--rungs ${wrong}: expected ${rungs.join(", ")}`);
    const mode = given("mode", values.mode as Mode | undefined);
    const writing = {
      model: values.model,
      ...given("seed", numberOf(values, "seed")),
      ...given("attempts", numberOf(values, "attempts")),
      ...given("budgetUsd", numberOf(values, "budget")),
      ...given("dir", values.out),
      ...mode,
    };
    const scenario = loadScenario(at);
    const { through } = values;
    if (through !== undefined)
      return await interruptible((signals) => translated(scenario, { ...writing, through, ...signals }));
    const asked: ParaphraseOptions = {
      ...writing,
      ...given("rungs", wanted),
      ...given("k", numberOf(values, "k")),
      ...given("subjects", values.subjects?.split(",")),
      gate: { ...given("judge", values.judge), ...mode },
    };
    return await interruptible(async (signals) => {
      const { wordings, rejected, missing } = await paraphrase(scenario, { ...asked, ...signals });
      for (const { file, wording } of wordings) console.log(unspoiled(`${file}  ${wording.title}`));
      for (const { id, reason } of missing) console.error(unspoiled(`${id}: given up: ${reason}`));
      const count = wordings.length + missing.length;
      console.log(`${wordings.length} of ${count} written, ${rejected} attempts rejected`);
      return signals.signal.aborted ? 130 : missing.length > 0 ? 1 : 0;
    });
  } catch (error) {
    console.error(`parallax paraphrase: ${(error as Error).message}`);
    return 2;
  }
}

async function translated(scenario: Scenario, options: TranslateOptions & { signal: AbortSignal }): Promise<number> {
  const published = publishedWording(scenario);
  const { wording, file, reason, rejected } = await translateWording(scenario, published, options);
  if (wording) console.log(unspoiled(`${file}  ${wording.title}`));
  else console.error(unspoiled(`${published.id} through ${options.through}: given up: ${reason}`));
  console.log(`${wording ? 1 : 0} of 1 written, ${rejected} attempts rejected`);
  return options.signal.aborted ? 130 : wording ? 0 : 1;
}
