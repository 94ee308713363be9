import assert from "node:assert/strict";
import test from "node:test";
import { openHalt } from "./halt.ts";

test("a signal drains, an abort cuts off, and the first reason stays", () => {
  const [signal, abort] = [new AbortController(), new AbortController()];
  using halt = openHalt({ signal: signal.signal, abort: abort.signal });
  assert.deepEqual([halt.reason, halt.drain.aborted, halt.cut.aborted], [null, false, false]);
  signal.abort();
  assert.deepEqual([halt.reason, halt.drain.aborted, halt.cut.aborted], ["interrupted", true, false]);
  halt.stop("the budget");
  abort.abort();
  assert.deepEqual([halt.reason, halt.drain.aborted, halt.cut.aborted], ["interrupted", true, true]);
});

test("signals aborted before the run count", () => {
  using drained = openHalt({ signal: AbortSignal.abort() });
  assert.deepEqual([drained.drain.aborted, drained.cut.aborted], [true, false]);
  using cut = openHalt({ abort: AbortSignal.abort() });
  assert.deepEqual([cut.drain.aborted, cut.cut.aborted], [true, true]);
});

test("after the run its signals do nothing", () => {
  const signal = new AbortController();
  const halt = openHalt({ signal: signal.signal });
  halt[Symbol.dispose]();
  signal.abort();
  assert.equal(halt.reason, null);
});

test("an interrupted notebook cell drains the run, and some seconds later cuts it off", (t) => {
  const cell = new AbortController();
  const offered = globalThis as Record<symbol, unknown>;
  offered[Symbol.for("Jupyter.signal")] = () => cell.signal;
  t.after(() => delete offered[Symbol.for("Jupyter.signal")]);
  t.mock.timers.enable({ apis: ["setTimeout"] });
  using halt = openHalt({});
  cell.abort();
  assert.deepEqual([halt.reason, halt.drain.aborted, halt.cut.aborted], ["interrupted", true, false]);
  t.mock.timers.tick(5000);
  assert.equal(halt.cut.aborted, true);
});
