import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { checkStep } from "../session/check-step.ts";
import { languageCases } from "../session/language-cases.ts";
import type { Bundle, CellResult, Output } from "../session/output.ts";
import { absent, place, python } from "./drive.ts";

type Said = [type: string, content: Record<string, unknown>][];

test("the language, over the wire", { skip: absent }, async (t) => {
  const { folder, env } = place();
  const driver = spawn(python, [join(import.meta.dirname, "language.py")], {
    // What its types are said to be is not looked at here, and a checker a case takes longest.
    env: { ...env, PARALLAX_TYPES: "off" },
    stdio: ["pipe", "pipe", "inherit"],
    timeout: 1_700_000,
  });
  const ended = once(driver, "close");
  driver.stdin.end(JSON.stringify(languageCases));
  const lines = createInterface(driver.stdout)[Symbol.asyncIterator]();
  for (const { name, steps } of languageCases) {
    await t.test(name, async () => {
      const { value } = await lines.next();
      const ran = JSON.parse(value as string) as { steps: { reply: CellResult; outputs: Said }[] };
      for (const [index, step] of steps.entries()) {
        const { reply, outputs } = ran.steps[index]!;
        checkStep(step, result(reply, outputs), outputs.flatMap(stream));
      }
    });
  }
  await ended;
  rmSync(folder, { recursive: true });
});

function result(reply: CellResult, outputs: Said): CellResult {
  if (reply.status === "error") return reply;
  const shown = outputs.find(([type]) => type === "execute_result")?.[1];
  return { status: "ok", value: shown === undefined ? null : (shown as unknown as Bundle) };
}

function stream([type, content]: Said[number]): Output[] {
  if (type !== "stream") return [];
  return [{ type, name: content["name"] as "stdout" | "stderr", text: content["text"] as string }];
}
