import { existsSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { join, resolve } from "node:path";
import { home } from "../../lib/home.ts";
import { loadLlama } from "./load-llama.ts";
import { embedded, fileHash, hasModel, localModelPath, weightsOf } from "./weights.ts";

/**
 * A GGUF file to run, by the hash of its bytes. `path` is null for an embedded model whose weights
 * are not here.
 */
export interface Found {
  path: string | null;
  sha256: string;
}

/**
 * Finds what stands after `local/`: an embedded model's name, a path to a GGUF file, or an
 * `hf:owner/repo/file.gguf` address, which is downloaded into the cache folder. Throws in one line,
 * naming the remedy, when there is no such file.
 */
export async function findWeights(id: string, name: string): Promise<Found> {
  const chats = embedded.filter(({ use }) => use === "chat");
  if (chats.some((weights) => weights.name === name))
    return { path: hasModel(name) ? localModelPath(name) : null, sha256: weightsOf(name).gguf.sha256 };
  const path = name.startsWith("hf:") ? await download(id, name) : resolve(name);
  if (!existsSync(path)) {
    const names = chats.map(({ name }) => `local/${name}`).join(", ");
    throw new Error(`model "${id}": no file ${path}; expected a GGUF file, an hf: address, or ${names}`);
  }
  if (!statSync(path).isFile() || (await firstBytes(path, 4)) !== "GGUF")
    throw new Error(`model "${id}": ${path} is not a GGUF file`);
  return { path, sha256: await fileHash(path) };
}

async function firstBytes(path: string, count: number): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
    return buffer.toString("latin1", 0, bytesRead);
  } finally {
    await file.close();
  }
}

const hub = "https://huggingface.co";

async function download(id: string, address: string): Promise<string> {
  const { resolveModelFile } = await loadLlama();
  const options = { directory: join(home(), "models"), cli: false };
  const here = await resolveModelFile(address, { ...options, download: false }).catch(() => null);
  if (here !== null && existsSync(here)) return here;
  try {
    // The resolver tries for many minutes; whether there is a hub at all shows at once.
    await fetch(hub, { method: "HEAD", signal: AbortSignal.timeout(10_000) });
    return await resolveModelFile(address, options);
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? cause.message : message.split("\n")[0];
    throw new Error(`model "${id}" could not be had from ${hub} (${why}): check the network, or use local/PATH.gguf`);
  }
}
