import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { openModel } from "../../models/open.ts";
import { listen } from "../../models/provider-server.ts";

/** Test support: two models that write, the server that answers for them, and a folder. */
export async function openWriters(name: string) {
  const root = mkdtempSync(join(tmpdir(), `parallax-${name}-`));
  const server = await listen();
  after(async () => {
    await server.close();
    rmSync(root, { recursive: true });
  });
  const writers = await Promise.all([
    openModel("openai/writer-1", { baseUrl: server.openai, env: { OPENAI_API_KEY: "sk-a" } }),
    openModel("anthropic/claude-opus-4-6", { baseUrl: server.anthropic, env: { ANTHROPIC_API_KEY: "sk-b" } }),
  ]);
  return { root, server, writers };
}
