import assert from "node:assert/strict";
import { afterEach, beforeEach, suite, test } from "node:test";
import { createSession } from "./create-session.ts";
import type { Output } from "./output.ts";
import { masked } from "./secrets.ts";

const planted = { PLANTED_API_KEY: "sk-planted-0123456789", PLANTED_LISTED: "listed-by-name", PLANTED_TOKEN: "short" };

suite("secrets in the environment", () => {
  beforeEach(() => {
    Object.assign(process.env, planted, { PARALLAX_SECRETS: "PLANTED_LISTED" });
    masked("", true);
  });
  afterEach(() => {
    for (const name of [...Object.keys(planted), "PARALLAX_SECRETS", "LATE_SECRET"]) delete process.env[name];
    masked("", true);
  });

  test("are replaced wherever a text may hold them", () => {
    assert.deepEqual(
      masked({ "sk-planted-0123456789": ["a listed-by-name b", { deep: "sk-planted-0123456789!" }, 1, null, "short"] }),
      { "•••": ["a ••• b", { deep: "•••!" }, 1, null, "short"] },
    );
  });

  test("every text passes a filter that other code offers, for as long as it does", () => {
    const offered = { [Symbol.for("Jupyter.filter")]: (text: string) => text.replaceAll("plum", "[fruit]") };
    Object.assign(globalThis, offered);
    try {
      assert.deepEqual(masked({ plums: ["a plum", 2] }), { "[fruit]s": ["a [fruit]", 2] });
    } finally {
      Reflect.deleteProperty(globalThis, Symbol.for("Jupyter.filter"));
    }
    assert.equal(masked("a plum"), "a plum");
  });

  test("leave the session in no output, value, error or display", async () => {
    const session = createSession({ cwd: import.meta.dirname });
    const seen: unknown[] = [];
    const run = async (code: string) =>
      seen.push(await session.execute(code, { cell: 1, emit: (output: Output) => seen.push(output) }));
    const key = "process.env.PLANTED_API_KEY";
    await run(`console.log(${key}); console.error({ k: ${key} }); display.html(${key}); ${key}`);
    await run(`throw new Error(${key}, { cause: ${key} })`);
    await run(
      `const { LATE_SECRET } = Object.assign(process.env, { LATE_SECRET: ["set", "meanwhile"].join("-") }); console.log(LATE_SECRET)`,
    );
    session.dispose();
    assert.doesNotMatch(JSON.stringify(seen), /sk-planted|set-meanwhile/);
    assert.equal(JSON.stringify(seen).match(/•••/g)?.length, 8);
  });
});
