import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { listenBatches, type BatchServer } from "../../models/batch/batch-server.ts";
import { plan } from "../plan.ts";
import type { RunOptions } from "../run-options.ts";
import { sampleScenario } from "../sample.ts";
import type { Plan } from "../trial.ts";

export type BatchProvider = "openai" | "anthropic";

/**
 * A plan of two turns a trial, a server that answers it, and passes at it in processes that may be
 * killed.
 */
export interface Killable {
  server: BatchServer;
  planned: Plan;
  /**
   * Runs the plan in a process of its own, killed `afterMs` after a call that `at` picks; its exit
   * code, null where it was killed.
   */
  pass(kill?: { at(call: string, index: number): boolean; afterMs?: number }): Promise<number | null>;
}

const models = { openai: "openai/gpt-4o", anthropic: "anthropic/claude-opus-4-6" };

const program = `const { run } = await import(${JSON.stringify(join(import.meta.dirname, "../run.ts"))});
  const chunks = []; for await (const chunk of process.stdin) chunks.push(chunk);
  const { planned, options } = JSON.parse(Buffer.concat(chunks));
  const done = await run(planned, { ...options, onProgress: () => {} });
  if (done.summary.done < done.summary.planned) process.exitCode = 1;`;

/** Test support: everything real but the provider, which is a server on this machine. */
export async function killable(provider: BatchProvider, options: RunOptions, epochs = 1): Promise<Killable> {
  const server = await listenBatches(({ body }) => ({
    text: JSON.stringify(body).includes("You acted. Why?") ? "Because." : "I ACT.",
  }));
  const planned = plan({
    scenarios: [sampleScenario(1)],
    models: [models[provider]],
    epochs,
    params: { maxTokens: 100 },
  });
  const env = {
    ...process.env,
    OPENAI_BASE_URL: server.openai,
    ANTHROPIC_BASE_URL: server.anthropic,
    OPENAI_API_KEY: "sk-test-0123456789",
    ANTHROPIC_API_KEY: "sk-test-0123456789",
  };
  const input = JSON.stringify({ planned, options: { ...options, batch: { gatherMs: 20, pollMs: 10 } } });
  return {
    server,
    planned,
    async pass(kill) {
      const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
        stdio: ["pipe", "ignore", "inherit"],
        timeout: 120_000,
        env,
      });
      child.stdin.end(input);
      let index = 0;
      server.onCall = (call) => {
        if (!kill?.at(call, index++)) return;
        if (kill.afterMs === undefined) child.kill("SIGKILL");
        else setTimeout(() => child.kill("SIGKILL"), kill.afterMs);
      };
      const [code] = (await once(child, "exit")) as [number | null];
      server.onCall = () => {};
      return code;
    },
  };
}
