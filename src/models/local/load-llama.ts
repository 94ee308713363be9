import { readFileSync } from "node:fs";
import { sources } from "../../lib/here.ts";
import { ModelError } from "../model.ts";

type Llama = typeof import("node-llama-cpp");

/**
 * node-llama-cpp, loaded when a local model is first asked for. A project that installed this one
 * as a package chooses itself whether to have it, as its GPU backends take 600 MB; throws where it
 * is not there, saying what to install.
 */
export async function loadLlama(): Promise<Llama> {
  try {
    return await import("node-llama-cpp");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    const wanted = `node-llama-cpp@${version()}`;
    throw new ModelError(`local models run on ${wanted}, which is not installed: run "npm install ${wanted}"`, {
      retryable: false,
      cause: error,
    });
  }
}

function version(): string {
  const { dependencies, peerDependencies } = JSON.parse(
    readFileSync(new URL("../package.json", sources), "utf8"),
  ) as Record<"dependencies" | "peerDependencies", Record<string, string> | undefined>;
  return { ...dependencies, ...peerDependencies }["node-llama-cpp"]!;
}
