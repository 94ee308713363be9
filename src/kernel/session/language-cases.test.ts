import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite, test } from "node:test";
import { checkStep } from "./check-step.ts";
import { createSession } from "./create-session.ts";
import { languageCases } from "./language-cases.ts";
import type { Output } from "./output.ts";

suite("the language, in process", () => {
  for (const { name, steps } of languageCases) {
    test(name, async () => {
      const cwd = mkdtempSync(join(tmpdir(), "session-"));
      const session = createSession({ cwd });
      try {
        for (const [index, step] of steps.entries()) {
          for (const [path, text] of Object.entries(step.write ?? {})) {
            mkdirSync(dirname(join(cwd, path)), { recursive: true });
            writeFileSync(join(cwd, path), text);
          }
          const outputs: Output[] = [];
          const result = await session.execute(step.code, { cell: index + 1, emit: (output) => outputs.push(output) });
          checkStep(step, result, outputs);
        }
      } finally {
        session.dispose();
        rmSync(cwd, { recursive: true });
      }
    });
  }
});
