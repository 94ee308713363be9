import { cpus } from "node:os";
import { basename } from "node:path";
import { parseAddress } from "../address.ts";
import { checkParams } from "../check.ts";
import { partThoughts } from "../part-thoughts.ts";
import { ModelError, type Model, type Reply } from "../model.ts";
import { sayEmpty } from "../say-empty.ts";
import { choose } from "./choose.ts";
import { loadEngine, type Engine, type Gpu } from "./engine.ts";
import { findWeights } from "./find.ts";
import { promptOf } from "./prompt.ts";
import { score } from "./score.ts";
import { defaults, speak } from "./speak.ts";

/**
 * A GGUF file run in process by node-llama-cpp, deterministic given a request's seed:
 * `local/smollm2-135m`, `local/PATH.gguf`, `local/hf:owner/repo/file.gguf`. On the CPU unless asked
 * (`?gpu=auto`). The file is loaded by the first request; where an embedded model's weights are
 * missing, that request says how to get them. Ask several requests at once: each core answers one
 * at a time.
 */
export async function local(id: string): Promise<Model> {
  const { name, options } = parseAddress(id);
  const gpu = (options["gpu"] ?? "off") as Gpu;
  const { path, sha256 } = await findWeights(id, name);
  let loading: Promise<{ engine: Engine; prompt: ReturnType<typeof promptOf> }> | null = null;
  const load = async (): ReturnType<() => NonNullable<typeof loading>> => {
    if (path === null)
      throw new ModelError(`${id}: the weights are not here: run "parallax model pull ${name}"`, { retryable: false });
    const engine = await loadEngine(id, path, gpu);
    return { engine, prompt: promptOf(id, engine.model) };
  };
  const ready = (): NonNullable<typeof loading> => (loading ??= load());
  const reply = (fields: Pick<Reply, "text" | "stop" | "stopDetail" | "usage" | "choices" | "latencyMs">): Reply => ({
    reasoning: null,
    servedModel: path === null ? name : basename(path),
    requestId: null,
    // The processor is part of it: llama.cpp computes with what it finds, and results differ in the
    // second digit.
    fingerprint: `sha256:${sha256.slice(0, 16)}, ${cpus()[0]?.model ?? "unknown processor"}`,
    ...fields,
  });
  return {
    id,
    simulated: false,
    can: { choices: true, schema: true, score: true },
    identity: { provider: "local", weights: sha256, gpu, ...defaults },
    check: (params) => checkParams(id, params),
    async generate(request, { signal }) {
      const { engine, prompt } = await ready();
      const tokens = prompt(request.messages);
      const usage = { input: tokens.length, output: 1, cachedInput: null, reasoning: null };
      if (request.choices !== null) {
        const { choices, top, ms } = await choose(id, engine, tokens, request.choices, signal);
        return reply({ text: top, stop: "end", stopDetail: null, usage, choices, latencyMs: ms });
      }
      const { text, stop, tokens: output, ms } = await speak(engine, tokens, request, signal);
      const spoken = partThoughts(
        reply({ text, stop, stopDetail: null, usage: { ...usage, output }, choices: null, latencyMs: ms }),
      );
      return spoken.reasoning === null ? spoken : sayEmpty(spoken, { calls: [], content: "" });
    },
    score: async (text, { signal, after }) => score(id, (await ready()).engine, text, { after, signal }),
    close: async () => (await loading?.catch(() => null))?.engine.close(),
  };
}
