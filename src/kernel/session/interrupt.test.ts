import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { createSession } from "./create-session.ts";
import type { Output } from "./output.ts";

function open(cwd = import.meta.dirname) {
  const outputs: Output[] = [];
  const running = Promise.withResolvers<void>();
  Object.assign(globalThis, { running: running.resolve });
  const session = createSession({ cwd });
  let cell = 0;
  const execute = (code: string, signal?: AbortSignal) =>
    session.execute(code, { cell: (cell += 1), emit: (output) => outputs.push(output), ...(signal && { signal }) });
  return { session, outputs, execute, running: running.promise, [Symbol.dispose]: () => session.dispose() };
}

const interrupted = {
  status: "error",
  ename: "Interrupted",
  evalue: "the cell was interrupted",
  traceback: ["Interrupted: the cell was interrupted"],
};

suite("interrupting a cell", () => {
  test("one that waits for ever ends at once, and the session goes on", async () => {
    using it = open();
    const waiting = it.execute("const before = 1; running(); await new Promise(() => {})");
    await it.running;
    it.session.interrupt();
    assert.deepEqual(await waiting, interrupted);
    assert.deepEqual((await it.execute("before")).status, "ok");
  });

  test("one that listens to its signal ends by itself", async () => {
    using it = open();
    const listening = it.execute(`
      const signal = globalThis[Symbol.for("Jupyter.signal")]();
      running();
      await new Promise((done) => signal.addEventListener("abort", () => setTimeout(done, 20)));
      "412 of 1000 done"`);
    await it.running;
    it.session.interrupt();
    const result = await listening;
    assert.equal(result.status === "ok" && result.value?.data["text/plain"], "'412 of 1000 done'");
  });

  test("one that listens and does not end is ended by a second interrupt", async () => {
    using it = open();
    const stubborn = it.execute("import.meta.signal; running(); await new Promise(() => {})");
    await it.running;
    it.session.interrupt();
    it.session.interrupt();
    assert.deepEqual(await stubborn, interrupted);
  });

  test("one that waits for an import does not go on when that comes after all", async (t) => {
    const folder = mkdtempSync(join(tmpdir(), "interrupt-"));
    t.after(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, "slow.ts"), "running(); await gate.promise; export const slow = 1;");
    const gate = Promise.withResolvers<void>();
    Object.assign(globalThis, { gate });
    using it = open(folder);
    const waiting = it.execute("import { slow } from './slow.ts'; globalThis.wentOn = slow");
    await it.running;
    it.session.interrupt();
    assert.deepEqual(await waiting, interrupted);
    gate.resolve();
    const after = await it.execute("import { slow } from './slow.ts'; [slow, typeof wentOn]");
    assert.equal(after.status === "ok" && after.value?.data["text/plain"], "[ 1, 'undefined' ]");
  });

  test("what one did not finish showing does not hold up the next", async () => {
    using it = open();
    const waiting = it.execute(
      "display({ [Symbol.for('Jupyter.display')]: () => new Promise(() => {}) }); running(); await new Promise(() => {})",
    );
    await it.running;
    it.session.interrupt();
    assert.deepEqual(await waiting, interrupted);
    assert.equal((await it.execute("1")).status, "ok");
  });

  test("one that throws its signal's reason is interrupted, not failed", async () => {
    using it = open();
    const aborting = it.execute(`import { setTimeout as sleep } from "node:timers/promises";
      const { signal } = import.meta;
      running();
      await sleep(60_000, null, { signal }).catch(() => signal.throwIfAborted())`);
    await it.running;
    it.session.interrupt();
    assert.deepEqual(await aborting, interrupted);
  });

  test("aborting the signal it was given is the same; the next cell has a fresh one", async () => {
    using it = open();
    const controller = new AbortController();
    const waiting = it.execute("running(); await new Promise(() => {})", controller.signal);
    await it.running;
    controller.abort();
    assert.deepEqual(await waiting, interrupted);
    const fresh = await it.execute("import.meta.signal.aborted");
    assert.equal(fresh.status === "ok" && fresh.value?.data["text/plain"], "false");
  });

  test("between cells nothing happens", async () => {
    using it = open();
    it.session.interrupt();
    assert.equal((await it.execute("1")).status, "ok");
  });

  test("cells asked for together run one after the other", async () => {
    using it = open();
    const results = await Promise.all([
      it.execute("const order = []; await new Promise((done) => setTimeout(done, 10)); order.push(1)"),
      it.execute("order.push(2)"),
      it.execute("throw new Error('no')"),
      it.execute("order.push(3); console.log(order.join())"),
    ]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ["ok", "ok", "error", "ok"],
    );
    assert.deepEqual(it.outputs, [{ type: "stream", name: "stdout", text: "1,2,3\n" }]);
  });
});
