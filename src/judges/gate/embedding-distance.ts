import {
  cosineDistance,
  embedderMissing,
  embedderWeights,
  openEmbedder,
} from "../../models/embedding/open-embedder.ts";
import type { Embedder } from "../../models/embedding/open-embedder.ts";
import type { Measured } from "../recognition/measured.ts";

/** How far two texts are in meaning, or in words what it would take to know. */
export interface EmbeddingDistance {
  between(a: string, b: string): Promise<number | string>;
  close(): Promise<void>;
}

/**
 * Opens the measure; the embedding model is loaded when a pair is asked for that was not measured
 * before.
 */
export function embeddingDistance(measured: Measured): EmbeddingDistance {
  let opening: Promise<Embedder> | null = null;
  const directions = new Map<string, Promise<Float64Array>>();
  const direction = async (text: string): Promise<Float64Array> => {
    opening ??= openEmbedder();
    const embedder = await opening;
    const found = directions.get(text) ?? embedder.embed(text);
    directions.set(text, found);
    return found;
  };
  return {
    async between(a, b) {
      const on = ["embedding", embedderWeights, a, b];
      const missing = embedderMissing();
      if (missing !== null && measured.known(on) === null) return missing;
      const [distance] = await measured.figures(on, async () => {
        const [one, other] = await Promise.all([direction(a), direction(b)]);
        return [cosineDistance(one, other)];
      });
      return distance!;
    },
    close: async () => (await opening)?.close(),
  };
}
