import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { test } from "node:test";
import { inTurn, type Frames } from "./in-turn.ts";

/** A socket whose sends end when they are let go. */
function slowSocket() {
  const said: string[] = [];
  const held: (() => void)[] = [];
  const send = (frames: Frames) => {
    said.push(Buffer.from(frames[0]!).toString());
    return new Promise<void>((resolve) => held.push(resolve));
  };
  return { said, send, letGo: () => held.shift()!() };
}

const message = (text: string): Frames => [Buffer.from(text)];

test("messages leave in the order asked, each when the one before has left", async () => {
  const socket = slowSocket();
  const sender = inTurn(socket);
  for (const text of ["a", "b", "c"]) sender.send(message(text));
  const all = sender.sent()!;
  let ended = false;
  void all.then(() => (ended = true));
  for (const said of [["a"], ["a", "b"], ["a", "b", "c"]]) {
    await turn();
    assert.deepEqual(socket.said, said);
    assert.equal(ended, false);
    socket.letGo();
  }
  await all;
  await turn();
  assert.equal(sender.sent(), null);
});

test("a reply leaves after what was published before it, and not after what comes later", async () => {
  const [published, replies] = [slowSocket(), slowSocket()];
  const [iopub, shell] = [inTurn(published), inTurn(replies)];
  iopub.send(message("stream"));
  iopub.send(message("execute_result"));
  shell.send(message("execute_reply"), iopub.sent());
  iopub.send(message("idle"));
  await turn();
  published.letGo();
  await turn();
  assert.deepEqual([published.said, replies.said], [["stream", "execute_result"], []]);
  published.letGo();
  await turn();
  assert.deepEqual([published.said, replies.said], [["stream", "execute_result", "idle"], ["execute_reply"]]);
});
