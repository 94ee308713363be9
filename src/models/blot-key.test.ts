import assert from "node:assert/strict";
import test from "node:test";
import { blotKey } from "./blot-key.ts";

test("a key is blotted out of every string, names and nested values included, and nothing else changes", () => {
  const key = "planted+$&0123";
  const reply = { text: `a ${key} b ${key}`, calls: [{ name: "send", arguments: { [key]: [key, 1, null, true] } }] };
  assert.deepEqual(blotKey(reply, key), {
    text: "a [key] b [key]",
    calls: [{ name: "send", arguments: { "[key]": ["[key]", 1, null, true] } }],
  });
});

test("a stand-in for a key is a word like another", () => {
  assert.equal(blotKey("the ollama server", "ollama"), "the ollama server");
  assert.equal(blotKey("no key", null), "no key");
});
