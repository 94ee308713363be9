import { loadLlama } from "../models/local/load-llama.ts";
import { pullModel } from "../models/local/pull.ts";
import { hasModel } from "../models/local/weights.ts";
import { bar } from "./model-pull.ts";

/** Who is asked, how, and what a reader must be told about it. */
export interface DemoSubject {
  model: string;
  /** Small and simulated subjects are measured by forced choice; others converse and act. */
  elicit: "choice" | "chat";
  notes: string[];
}

const embedded = "smollm2-135m";
const standIn = "simulated/recognizer";
const caveat =
  "The subject is a model of 135 million parameters, too small to have intentions: its numbers show what the instrument does, not how a capable model behaves. A forced choice without any preference lies at 50 %.";

/**
 * The model named, else the embedded one, fetched the first time; a simulated subject where it
 * cannot be had.
 */
export async function demoSubject(named: string | undefined): Promise<DemoSubject> {
  const model = named ?? `local/${embedded}`;
  if (model !== `local/${embedded}`)
    return { model, elicit: /^(local|simulated)\//.test(model) ? "choice" : "chat", notes: [] };
  try {
    await loadLlama();
    if (!hasModel(embedded)) console.error(`fetching ${model} (93 MB, once)`);
    await pullModel(embedded, { onProgress: bar(process.stderr) });
    return { model, elicit: "choice", notes: [caveat] };
  } catch (error) {
    const problem = (error as Error).message;
    console.error(`${problem}; going on with ${standIn}, a simulated subject`);
    return {
      model: standIn,
      elicit: "choice",
      notes: [`The embedded model could not be had (${problem}); ${standIn}, a simulated subject, stands in for it.`],
    };
  }
}
