import assert from "node:assert/strict";
import test from "node:test";
import { escapeHtml, plainText, scriptJson, shorten, shortenCell } from "./escape.ts";

const cases: [name: string, text: string, plain: string, html: string][] = [
  [
    "markup",
    `</script><b a='1' c="2">&amp;`,
    `</script><b a='1' c="2">&amp;`,
    "&lt;/script&gt;&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;amp;",
  ],
  ["terminal colours", "\u001b[31mred\u001b[0m", "red", "red"],
  ["a terminal title", "\u001b]0;owned\u0007text", "text", "text"],
  ["half a sequence", "a\u001b", "a\ufffd", "a\ufffd"],
  ["control characters", "a\u0000b\u0007c\u009bd", "a\ufffdb\ufffdc\ufffdd", "a\ufffdb\ufffdc\ufffdd"],
  ["line ends and tabs", "a\r\nb\rc\n\td", "a\nb\nc\n\td", "a\nb\nc\n\td"],
  ["lone surrogates", "a\ud800b\udc00", "a\ufffdb\ufffd", "a\ufffdb\ufffd"],
  ["whole pairs", "🂡", "🂡", "🂡"],
  ["direction overrides", "\u202eevil", "\ufffdevil", "\ufffdevil"],
];
for (const [name, text, plain, html] of cases) {
  test(`${name} shown as text and as HTML`, () => {
    assert.equal(plainText(text), plain);
    assert.equal(escapeHtml(text), html);
  });
}

test("JSON inside a script element ends no element and parses back", () => {
  const value = { "</script>": ["<!--", "&", "\u2028\u2029", "\ud800"] };
  const text = scriptJson(value);
  assert.doesNotMatch(text, /[<>&\u2028\u2029]/);
  assert.deepEqual(JSON.parse(text), value);
});

test("a long text says how much was cut, and no pair is split", () => {
  assert.equal(shorten("abc", 3), "abc");
  assert.equal(shorten("abcdef", 4), "abcd… (2 more characters)");
  assert.equal(shorten("ab🂡d", 3), "ab… (3 more characters)");
  assert.equal(shortenCell("abc", 3), "abc");
  assert.equal(shortenCell("ab🂡d", 3), "ab…+3");
  assert.equal(shorten("x".repeat(5_000_000), 10), "xxxxxxxxxx… (4,999,990 more characters)");
});
