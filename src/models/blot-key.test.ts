import assert from "node:assert/strict";
import test from "node:test";
import { blotKey } from "./blot-key.ts";

const key = "planted+$&/0123-é";

test("a key is blotted out of every string, names and nested values included, and nothing else changes", () => {
  const reply = { text: `a ${key} b ${key}`, calls: [{ name: "send", arguments: { [key]: [key, 1, null, true] } }] };
  assert.deepEqual(blotKey(reply, key), {
    text: "a [key] b [key]",
    calls: [{ name: "send", arguments: { "[key]": ["[key]", 1, null, true] } }],
  });
});

const bytes = Buffer.from(key);
const pairs = [...bytes].map((byte) => byte.toString(16).padStart(2, "0"));
for (const [form, text] of Object.entries({
  "small hexadecimal": bytes.toString("hex"),
  "large hexadecimal": bytes.toString("hex").toUpperCase(),
  "hexadecimal of both cases": pairs.map((pair, i) => (i % 2 ? pair.toUpperCase() : pair)).join(""),
  "hexadecimal with colons": pairs.join(":"),
  "every byte as in an address": pairs.map((pair) => `%${pair}`).join(""),
  "an address within an address": encodeURIComponent(encodeURIComponent(key)),
  "the escapes of JSON": [...key].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
  "a page's escapes": key.replace("&", "&amp;").replace("é", "&#233;"),
  "an address": encodeURIComponent(key),
  Base64: bytes.toString("base64"),
  "Base64 for addresses": bytes.toString("base64url"),
}))
  test(`a key is blotted out as ${form}`, () => {
    const blotted = blotKey(`sent: ${text}, so`, key);
    assert.match(blotted, /^sent: \[key\]=*, so$/);
  });

for (const before of ["", "a", "ab", "abc", "Bearer ", ":"])
  for (const after of ["", "x", "xy", "xyz"])
    test(`a key is blotted out of Base64 of "${before}" it "${after}"`, () => {
      const whole = Buffer.from(`${before}${key}${after}`).toString("base64");
      const left = blotKey(`as ${whole}.`, key).split("[key]");
      assert.equal(left.length, 2);
      const shown = left.map((part) => part.replace(/^as |\.$/g, ""));
      assert.ok(shown.join("").length <= whole.length - Math.floor((bytes.length * 8) / 6) + 2, shown.join(" "));
    });

test("a key is blotted out of Base64 that is broken into lines, and nothing long is slow to read", () => {
  const lines = bytes.toString("base64").replace(/(.{8})/g, "$1\r\n");
  assert.match(blotKey(`sent: ${lines}`, key), /^sent: \[key\]=*\s*$/);
  for (const part of ["\\", "%25", "&#0", "p", "cG", "\n"])
    assert.equal(blotKey(part.repeat(100_000), key).length, 100_000 * part.length);
});

test("a stand-in for a key is a word like another", () => {
  assert.equal(blotKey("the ollama server", "ollama"), "the ollama server");
  assert.equal(blotKey("no key", null), "no key");
});
