import type { LlamaEmbeddingContext, Token } from "node-llama-cpp";
import { inLanes } from "../local/in-lanes.ts";
import { loadLlama } from "../local/load-llama.ts";
import { hasModel, localModelPath, weightsOf } from "../local/weights.ts";
import { cutEvenly } from "./cut-evenly.ts";

const name = "all-minilm-l6-v2";

/** Tokens that the model was trained to embed at once, less the two that frame them. */
const atOnce = 254;

/** Places texts among others, by meaning. */
export interface Embedder {
  /** SHA-256 of the weights: what an embedding depends on, besides the text. */
  weights: string;
  /**
   * 384 numbers of length 1. A longer text is read in pieces of 254 tokens or fewer, and its
   * pieces' directions averaged.
   */
  embed(text: string): Promise<Float64Array>;
  close(): Promise<void>;
}

/** What brings the embedder here, in words, or null where it is. */
export function embedderMissing(): string | null {
  return hasModel(name) ? null : `run "parallax model pull ${name}" (84 MB)`;
}

/** SHA-256 of the embedder's weights, here or not. */
export const embedderWeights = weightsOf(name).gguf.sha256;

/**
 * Opens all-MiniLM-L6-v2, run by llama.cpp on the CPU. Throws, saying what to run, where its
 * weights are missing.
 */
export async function openEmbedder(): Promise<Embedder> {
  const missing = embedderMissing();
  if (missing !== null) throw new Error(`no embedding model here: ${missing}`);
  const { getLlama, LlamaLogLevel } = await loadLlama();
  const llama = await getLlama({ gpu: false, build: "never", logLevel: LlamaLogLevel.disabled, progressLogs: false });
  const model = await llama.loadModel({ modelPath: localModelPath(name), gpuLayers: 0 });
  const lanes = Math.max(1, Math.min(4, llama.cpuMathCores));
  const contexts: Promise<LlamaEmbeddingContext>[] = [];
  const turn = inLanes(lanes, (_, piece: Token[]) => piece.length);
  const direction = (piece: Token[]) =>
    turn(piece, async (lane) => {
      contexts[lane] ??= model.createEmbeddingContext({ contextSize: 512, threads: 1 });
      const { vector } = await (await contexts[lane]).getEmbeddingFor(piece);
      return unit(Float64Array.from(vector));
    });
  return {
    weights: embedderWeights,
    async embed(text) {
      const pieces = cutEvenly(model.tokenize(text), atOnce);
      const directions = await Promise.all(pieces.map(direction));
      const sum = new Float64Array(model.embeddingVectorSize);
      for (const [i, each] of directions.entries())
        for (const [k, value] of each.entries()) sum[k]! += value * pieces[i]!.length;
      return unit(sum);
    },
    close: () => llama.dispose(),
  };
}

/**
 * The cosine of the angle between two directions of length 1, taken from 1: 0 for the same, 1 for
 * nothing in common.
 */
export function cosineDistance(a: Float64Array, b: Float64Array): number {
  return 1 - a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
