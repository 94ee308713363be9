import { freemem } from "node:os";
import type { Llama, LlamaContext, LlamaContextSequence, LlamaModel, Token } from "node-llama-cpp";
import { ModelError } from "../model.ts";
import { inLanes } from "./in-lanes.ts";
import { loadLlama } from "./load-llama.ts";
import { commonLength, freshTokens, takeSequence } from "./sequences.ts";

/**
 * A model in memory, with what it has read so far kept in several sequences, so that a shared
 * beginning is read once.
 */
export interface Engine {
  llama: Llama;
  model: LlamaModel;
  /**
   * Gives `use` a sequence that holds the beginning of `tokens`, and the tokens left to read (one
   * at least). Calls wait for each other; `ms` is what `use` took, without that wait. Throws
   * ModelError when `tokens` and `room` for more are beyond the model's context.
   */
  read<T>(tokens: Token[], room: number, use: Use<T>, signal?: AbortSignal): Promise<{ value: T; ms: number }>;
  close(): Promise<void>;
}

export type Gpu = "off" | "auto" | "metal" | "cuda" | "vulkan";

type Use<T> = (sequence: LlamaContextSequence, rest: Token[]) => Promise<T>;

/**
 * A context of its own thread. One lane per core beats one context with a thread per core: nothing
 * waits at barriers.
 */
interface Lane {
  context: LlamaContext | null;
  sequences: LlamaContextSequence[];
  /** What it reads now, and so will hold. */
  reading: Token[];
}

/**
 * The most memory that kept sequences may take, by node-llama-cpp's estimate, which is about twice
 * what they do.
 */
const memory = 2e9;
const lanesAtMost = 4;
const sequencesAtMost = 32;

/**
 * Loads a GGUF file. Throws ModelError on a backend that is not here, and on a file that llama.cpp
 * cannot read.
 */
export async function loadEngine(id: string, file: string, gpu: Gpu): Promise<Engine> {
  const { llama, model } = await loadModel(id, file, gpu);
  const count = gpu === "off" ? Math.max(1, Math.min(lanesAtMost, llama.cpuMathCores)) : 1;
  const threads = Math.max(1, Math.floor(llama.cpuMathCores / count));
  const lanes: Lane[] = Array.from({ length: count }, () => ({ context: null, sequences: [], reading: [] }));
  const turn = inLanes(count, (number, tokens: Token[]) => {
    const { sequences, reading } = lanes[number]!;
    return Math.min(freshTokens(sequences, tokens), Math.max(1, tokens.length - commonLength(reading, tokens)));
  });

  const grow = async (lane: Lane, need: number): Promise<void> => {
    if (need > model.trainContextSize) {
      const message = `${id}: ${need} tokens are needed, and the model has room for ${model.trainContextSize}`;
      throw new ModelError(message, { retryable: false });
    }
    const contextSize = Math.min(model.trainContextSize, Math.max(1024, 2 ** Math.ceil(Math.log2(need))));
    const sequences = await sequencesThatFit(model, contextSize, count);
    await lane.context?.dispose();
    // Without flash attention a token's logits do not depend on how the text before it was cut into
    // batches.
    const context = await model.createContext({ contextSize, sequences, threads, flashAttention: false });
    lane.context = context;
    lane.sequences = Array.from({ length: sequences }, () => context.getSequence());
  };
  return {
    llama,
    model,
    read: (tokens, room, use, signal) => {
      const work = async (number: number, waiting: readonly Token[][]) => {
        const start = performance.now();
        const lane = lanes[number]!;
        lane.reading = tokens;
        const need = tokens.length + room;
        if (lane.context === null || need > lane.context.contextSize) await grow(lane, need);
        const sequence = await takeSequence(lane.sequences, tokens, waiting);
        const value = await use(sequence, tokens.slice(sequence.nextTokenIndex)).finally(() => (lane.reading = []));
        return { value, ms: performance.now() - start };
      };
      return turn(tokens, work, signal);
    },
    close: () => llama.dispose(),
  };
}

async function loadModel(id: string, file: string, gpu: Gpu): Promise<{ llama: Llama; model: LlamaModel }> {
  const { getLlama, LlamaLogLevel } = await loadLlama();
  const quiet = { logLevel: LlamaLogLevel.error, progressLogs: false };
  const fail = (what: string) => (error: unknown) => {
    const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new ModelError(`${id}: ${what} (${why})`, { retryable: false });
  };
  const llama = await getLlama({ gpu: gpu === "off" ? false : gpu, build: "never", ...quiet }).catch(
    fail(`no build of llama.cpp for gpu=${gpu} is installed: leave gpu out, or install that build of node-llama-cpp`),
  );
  const layers = gpu === "off" ? { gpuLayers: 0 } : {};
  const model = await llama.loadModel({ modelPath: file, ...layers }).catch(fail("llama.cpp cannot read this file"));
  return { llama, model };
}

async function sequencesThatFit(model: LlamaModel, contextSize: number, lanes: number): Promise<number> {
  const estimate = async (sequences: number): Promise<number> => {
    const needed = { contextSize, sequences, modelGpuLayers: 0, flashAttention: false };
    return (await model.fileInsights.estimateContextResourceRequirementsV2(needed)).cpuRam;
  };
  const [one, two] = [await estimate(1), await estimate(2)];
  const room = Math.min(memory, freemem() / 2) / lanes - one;
  return Math.max(1, Math.min(sequencesAtMost / lanes, 1 + Math.floor(room / (two - one))));
}
