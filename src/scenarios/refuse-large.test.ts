import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { composePattern } from "./compose-pattern.ts";
import { edited, writeScenario } from "./fixture.ts";
import { loadScenario } from "./load.ts";
import { renderJinja } from "./verbatim/jinja.ts";

suite("what would take for ever is refused", () => {
  test("parts that double", () => {
    const parts = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`p${i}`, i === 0 ? "x" : `(?&p${i - 1})(?&p${i - 1})`]),
    );
    assert.throws(() => composePattern("(?&p59)", parts), /more than 100000 characters/);
    assert.throws(() => composePattern("(?&p12)".repeat(10_000), parts), /more than 100000 characters/);
    assert.equal(composePattern("(?&p1)", parts), "(?:(?:x)(?:x))");
  });

  for (const loop of [
    "{% for i in range(1000000000) %}x{% endfor %}",
    "{% for i in range(0, 1000000000, 1) %}x{% endfor %}",
    "{% for i in range(10**9) %}x{% endfor %}",
    "{% for i in range(999) %}{% for j in range(999) %}x{% endfor %}{% endfor %}",
    "{% for i in range(1000000000)|list %}x{% endfor %}",
    "{% for i in range(0, -1000000000, -1) %}x{% endfor %}",
    "{% for i in range((1000000000)) %}x{% endfor %}",
    "{% set n = 1000000000 %}{% for i in range(n) %}x{% endfor %}",
    "{% set r = range %}{% for i in r(1000000000) %}x{% endfor %}",
    "{% if range(1000000000) | length > 1 %}x{% endif %}",
  ])
    test(loop, () => assert.throws(() => renderJinja(loop, {}, {}), /more than 10000 numbers/));

  test("a short loop is read", () => assert.equal(renderJinja("{% for i in range(3) %}x{% endfor %}", {}, {}), "xxx"));

  test("a line of five megabytes", (t) => {
    const dir = writeScenario(t, edited("wordings/plain.md", "Pears hang over.", "pears ".repeat(900_000)));
    assert.throws(() => loadScenario(dir), /pears\/wordings\/plain\.md.*more than 1000000/s);
  });
});
