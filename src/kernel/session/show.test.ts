import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createSession } from "./create-session.ts";
import type { Output } from "./output.ts";

async function run(code: string) {
  const outputs: Output[] = [];
  const session = createSession({ cwd: import.meta.dirname });
  try {
    const result = await session.execute(code, { cell: 1, emit: (output) => outputs.push(output) });
    assert.ok(result.status === "ok", JSON.stringify(result));
    return { outputs, value: result.value };
  } finally {
    session.dispose();
  }
}

const bundle = (data: Record<string, unknown>) => ({ data, metadata: {} });

suite("showing values", () => {
  test("a value's own display method gives its MIME types, now or later", async () => {
    const method = `[Symbol.for("Jupyter.display")]`;
    assert.deepEqual(
      (await run(`({ ${method}: () => ({ "text/html": "<b>" }) })`)).value,
      bundle({ "text/html": "<b>" }),
    );
    assert.deepEqual(
      (await run(`({ async ${method}() { return { "a/json": { n: 1 } } } })`)).value,
      bundle({ "a/json": { n: 1 } }),
    );
    const nested = await run(`({ ${method}: () => ({ data: { "text/plain": "x" }, metadata: { m: 1 } }) })`);
    assert.deepEqual(nested.value, { data: { "text/plain": "x" }, metadata: { m: 1 } });
  });

  test("a display method that throws is told of, and the value's text shown", async () => {
    const { outputs, value } = await run(
      `({ n: 1, [Symbol.for("Jupyter.display")]: (() => { throw new Error("broken") }) as any })`,
    );
    assert.match(String(value?.data["text/plain"]), /^\{\n? *n: 1/);
    assert.match(
      outputs.map((output) => (output.type === "stream" ? output.text : "")).join(""),
      /could not display the value: Error: broken/,
    );
  });

  test("display shows in the cell, updates in place, and is no value itself", async () => {
    const { outputs, value } = await run(`
      const shown = display.html("<i>1</i>", { id: "here" });
      shown.update({ n: 2 });
      display.clear({ wait: true });
      display.png(new Uint8Array([1, 2, 3]), { id: "p" })`);
    assert.equal(value, null);
    assert.deepEqual(outputs, [
      { type: "display", displayId: "here", ...bundle({ "text/html": "<i>1</i>" }) },
      { type: "update", displayId: "here", ...bundle({ "text/plain": "{ n: 2 }" }) },
      { type: "clear", wait: true },
      { type: "display", displayId: "p", ...bundle({ "image/png": "AQID" }) },
    ]);
  });

  test("a display that takes its time is part of the cell", async () => {
    const { outputs } = await run(`
      display({ [Symbol.for("Jupyter.display")]: async () => { await 0; return { "text/plain": "late" } } }, { id: "x" }); 0`);
    assert.deepEqual(outputs, [{ type: "display", displayId: "x", ...bundle({ "text/plain": "late" }) }]);
  });

  test("of a huge value as much is shown as a front end bears", async () => {
    const { value } = await run("Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`key ${i}`, i]))");
    const text = String(value?.data["text/plain"]);
    assert.match(text, /^\{\n {2}'key 0': 0,[^]* … \d+ more characters$/);
    assert.ok(text.length < 101_000);
  });

  test("a figure's typed arrays are arrays, and its frames come with it", async () => {
    const { value } = await run("({ data: [{ x: new Float64Array([1, 2]) }], layout: {}, frames: [{ name: 'f' }] })");
    assert.deepEqual(value?.data["application/vnd.plotly.v1+json"], {
      data: [{ x: [1, 2] }],
      layout: {},
      frames: [{ name: "f" }],
    });
    const { outputs } = await run("display.json({ a: new Uint16Array([7]) }, { id: 'x' })");
    assert.deepEqual(outputs, [{ type: "display", displayId: "x", ...bundle({ "application/json": { a: [7] } }) }]);
  });

  test("what is shown stays as it was shown, whatever becomes of the value", async () => {
    const { outputs } = await run(`
      const data = { n: 1, when: new Date(0), skip() {} };
      display.json(data, { id: "x" });
      data.n = 2;`);
    const json = { "application/json": { n: 1, when: "1970-01-01T00:00:00.000Z" } };
    assert.deepEqual(outputs, [{ type: "display", displayId: "x", ...bundle(json) }]);
  });

  test("a silent cell takes nothing from the one before, which goes on printing", async () => {
    const seen: string[] = [];
    const heard = (who: string) => (output: Output) => void (output.type === "stream" && seen.push(who + output.text));
    const session = createSession({ cwd: import.meta.dirname });
    const bound =
      "import { AsyncResource } from 'node:async_hooks'; say = AsyncResource.bind(() => console.log('late'))";
    const late = globalThis as { say?: () => void };
    late.say = () => {};
    await session.execute(bound, { cell: 1, emit: heard("first ") });
    await session.execute("console.log('aside'); say()", { cell: 1, emit: heard("silent "), silent: true });
    late.say();
    session.dispose();
    delete late.say;
    assert.deepEqual(seen, ["silent aside\n", "first late\n", "first late\n"]);
  });

  test("code that knows nothing of the kernel finds a place to show things in", async () => {
    const { outputs } = await run(`
      const displays = globalThis[Symbol.for("Jupyter.displays")];
      displays.display({ "text/plain": "1 of 2" }, "progress");
      displays.update({ data: { "text/plain": "2 of 2" }, metadata: {} }, "progress");`);
    assert.deepEqual(outputs, [
      { type: "display", displayId: "progress", ...bundle({ "text/plain": "1 of 2" }) },
      { type: "update", displayId: "progress", ...bundle({ "text/plain": "2 of 2" }) },
    ]);
  });
});
