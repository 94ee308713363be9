import assert from "node:assert/strict";
import { test } from "node:test";
import type { Message } from "./message.ts";
import type { Ask, Executed } from "./port.ts";
import { queue } from "./queue.ts";
import type { Voice } from "./voice.ts";

const request = (msg_type: string, asParent: string, content: Message["content"] = {}) =>
  ({ header: { msg_type }, asParent, identities: [], metadata: {}, content, buffers: [] }) as unknown as Message;
const cell = (name: string, more = {}) => request("execute_request", name, { code: name, ...more });

/**
 * A queue, what the session was asked for, and what was said, both by the names of the requests.
 */
function opened() {
  const asked: Ask[] = [];
  const said: string[] = [];
  const say = {
    publish: (type, content, parent) => void said.push(`${parent}: ${type} ${Object.values(content).join(" ")}`),
    reply: (_, { asParent }, { status, execution_count: count }) =>
      void said.push(`${asParent}: ${[status, count].filter((each) => each !== undefined).join(" ")}`),
  } as Pick<Voice, "publish" | "reply"> as Voice;
  const nothing = () => {};
  const of = queue({ say, ask: (ask) => asked.push(ask), flush: nothing, remember: nothing, busy: nothing });
  const names = () => asked.flatMap((ask) => ("parent" in ask ? ask.parent : []));
  const end = (name: string, goesOn = true) => {
    const { id } = asked.find((ask) => "parent" in ask && ask.parent === name) as Extract<Ask, { type: "execute" }>;
    const well: Executed = { status: "ok", value: null, expressions: {} };
    const badly: Executed = { status: "error", ename: "Error", evalue: "no", traceback: [], expressions: {} };
    of.executed({ type: "executed", id, result: goesOn ? well : badly, goesOn, checking: false });
  };
  return { of, asked, said, names, end };
}

test("the session has a few cells ahead, and is asked for one more as each ends", () => {
  const { of, names, end } = opened();
  for (const name of "abcdef") of.add(cell(name));
  assert.deepEqual(names(), ["a", "b", "c", "d"]);
  end("a");
  assert.deepEqual(names(), ["a", "b", "c", "d", "e"]);
});

test("what is said of each cell is said in its turn, however early the session had it", () => {
  const { of, said, end } = opened();
  of.add(cell("a"));
  of.add(cell("b"));
  end("a");
  end("b");
  assert.deepEqual(
    said,
    ["a", "b"].flatMap((name, index) => [
      `${name}: status busy`,
      `${name}: execute_input ${name} ${index + 1}`,
      `${name}: ok ${index + 1}`,
      `${name}: status idle`,
    ]),
  );
});

test("cells behind one that failed are aborted, those the session had too, and leave no gap in the numbers", () => {
  const { of, said, asked, end } = opened();
  for (const name of "abcdef") of.add(cell(name));
  end("a");
  said.length = 0;
  end("b", false);
  assert.deepEqual(
    said.filter((line) => !line.includes("status")),
    ["b: error Error no ", "b: error 2", ...[..."cdef"].map((name) => `${name}: aborted`)],
  );
  of.add(cell("next"));
  const { count, failures } = asked.at(-1) as Extract<Ask, { type: "execute" }>;
  assert.deepEqual({ count, failures }, { count: 3, failures: 1 });
});

test("an end that comes twice, or of a cell that is not in hand, is none", () => {
  const { of, said, end } = opened();
  for (const name of "ab") of.add(cell(name));
  end("b");
  assert.equal(of.current()?.asParent, "a");
  end("a");
  said.length = 0;
  end("a");
  assert.deepEqual([of.current()?.asParent, said], ["b", []]);
});

test("a comm message waits for the cells before it, and those behind it wait for it", () => {
  const { of, asked, names, end } = opened();
  of.add(cell("a"));
  of.add(request("comm_msg", "widget"));
  of.add(cell("b"));
  assert.deepEqual(names(), ["a"]);
  end("a");
  assert.deepEqual(names(), ["a", "widget"]);
  of.handled((asked[1] as { id: number }).id);
  assert.deepEqual(names(), ["a", "widget", "b"]);
});

test("giving up what waits answers also what the session had ahead", () => {
  const { of, said } = opened();
  for (const name of "abcdef") of.add(cell(name));
  said.length = 0;
  of.abort();
  assert.deepEqual(
    said.filter((line) => !line.includes("status")),
    [..."bcdef"].map((name) => `${name}: aborted`),
  );
  assert.equal(of.current()?.asParent, "a");
});
