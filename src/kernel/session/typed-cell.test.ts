import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Language } from "./language.ts";
import { createSession } from "./create-session.ts";
import type { Output } from "./output.ts";
import type { SessionOptions } from "./session.ts";

/** A checker that complains of every "wrong" in a cell. */
function stub(overrides: Partial<Language> = {}) {
  const remembered: string[] = [];
  const language: Language = {
    remember: (code) => void remembered.push(code),
    complete: async () => ({ start: 0, end: 1, matches: [{ text: "typed", kind: "property" }] }),
    hover: async () => ({ signature: "x: number", documentation: "Documented." }),
    check: async (code) =>
      [...code.matchAll(/wrong/g)].map(({ index }) => ({
        line: 1,
        column: index + 1,
        message: "No.",
        code: "TS1",
        severity: "error",
      })),
    dispose: () => {},
    ...overrides,
  };
  return { language, remembered };
}

async function run(code: string, options: Partial<SessionOptions>) {
  const outputs: Output[] = [];
  const session = createSession({ cwd: import.meta.dirname, ...options });
  const result = await session.execute(code, { cell: 3, emit: (output) => outputs.push(output) });
  const complaints = await session.complaints(code, { cell: 3 });
  return { result, outputs, complaints, session, [Symbol.dispose]: () => session.dispose() };
}

suite("type checking cells", () => {
  test("warn: there are complaints about a cell, which has run", async () => {
    const { language, remembered } = stub();
    using it = await run("const wrong = 1; wrong", { language, types: "warn" });
    assert.equal(it.result.status, "ok");
    const text = "Cell [3], line 1, column 7: No. (TS1)\nCell [3], line 1, column 18: No. (TS1)";
    assert.equal(it.complaints?.data["text/plain"], text);
    assert.match(String(it.complaints?.data["text/html"]), /^<pre style="[^"]*border-left[^"]*">Cell \[3\], line 1/);
    assert.deepEqual(remembered, ["const wrong = 1; wrong"]);
  });

  test("strict: a complaint stops the cell before it runs", async () => {
    using it = await run("const wrong = console.log('ran')", { language: stub().language, types: "strict" });
    assert.deepEqual(it.outputs, []);
    assert.deepEqual(it.result, {
      status: "error",
      ename: "TypeCheck",
      evalue: "No.",
      traceback: [
        "TypeCheck: No. (TS1)",
        "Cell [3], line 1, column 7",
        "> 1 | const wrong = console.log('ran')",
        "    |       ^",
      ],
    });
  });

  test("strict: what a cell declares is known once it may run, and of one that is stopped nothing is", async () => {
    const order: string[] = [];
    const { language } = stub();
    const { check } = language;
    const note = (what: string, code: string) => void order.push(`${what} ${code}`);
    const spied: Language = {
      ...language,
      remember: (code) => note("remember", code),
      check: (code) => (note("check", code), check(code)),
    };
    const session = createSession({ cwd: import.meta.dirname, language: spied, types: "strict" });
    const codes = ["var wrong = 1", "var right = 1", "right"];
    await Promise.all(codes.map((code, i) => session.execute(code, { cell: i, emit: () => {} })));
    for (const [i, code] of codes.entries()) assert.equal(await session.complaints(code, { cell: i }), null);
    session.dispose();
    assert.deepEqual(order, [
      "check var wrong = 1",
      "check var right = 1",
      "remember var right = 1",
      "check right",
      "remember right",
    ]);
  });

  test("strict: a cell that is interrupted while it is checked does not run", async () => {
    const [checking, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<[]>()];
    const check = () => {
      checking.resolve();
      return answer.promise;
    };
    const session = createSession({ cwd: import.meta.dirname, language: stub({ check }).language, types: "strict" });
    const emit = () => {};
    const cell = session.execute("globalThis.ranAnyway = true", { cell: 1, emit });
    await checking.promise;
    session.interrupt();
    const stopped = await cell;
    assert.ok(stopped.status === "error" && stopped.ename === "Interrupted");
    answer.resolve([]);
    const after = await session.execute("typeof ranAnyway", { cell: 2, emit });
    session.dispose();
    assert.equal(after.status === "ok" && after.value?.data["text/plain"], "'undefined'");
  });

  test("off: nothing is checked; and a checker that fails fails no cell", async () => {
    const check = async () => {
      throw new Error("gone");
    };
    using off = await run("const wrong = 1; wrong", { language: stub({ check }).language });
    using failing = await run("const wrong = 1; wrong", { language: stub({ check }).language, types: "strict" });
    assert.deepEqual(
      [off.result.status, failing.result.status, off.complaints, failing.complaints],
      ["ok", "ok", null, null],
    );
  });

  test("completion and inspection use types where they answer, and values where they do not", async () => {
    using typed = await run("const x = 41", { language: stub().language });
    assert.deepEqual((await typed.session.complete("x", 1)).matches, [{ text: "typed", kind: "property" }]);
    assert.deepEqual((await typed.session.inspect("x", 1))?.data, {
      "text/plain": "x: number\n\nDocumented.\n\n41",
      "text/markdown": "```ts\nx: number\n```\n\nDocumented.\n\n```\n41\n```",
    });
    const silent = { complete: () => new Promise<never>(() => {}), hover: () => Promise.reject(new Error("gone")) };
    using untyped = await run("const xylophone = 41", { language: stub(silent).language });
    assert.deepEqual((await untyped.session.complete("xylo", 4)).matches, [{ text: "xylophone", kind: "variable" }]);
    assert.deepEqual((await untyped.session.inspect("xylophone", 1))?.data, {
      "text/plain": "xylophone: number\n\n41",
    });
  });
});
