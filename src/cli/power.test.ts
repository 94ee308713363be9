import assert from "node:assert/strict";
import test from "node:test";
import { here } from "./fixture.ts";

test("it says where the money goes best, and what would be enough", async (t) => {
  const { code, out } = await here(t, "power", "--budget", "5", "--gap=-20", "--trial-usd", "0.02");
  assert.equal(code, 0);
  assert.match(out, /K = \d+ wordings/);
  assert.match(out.replace(/\s+/g, " "), /a power of 80\.0 % takes about \$\d/);
});

test("a price comes one way, and a judge's errors come in both kinds", async (t) => {
  assert.equal((await here(t, "power", "--budget", "5", "--gap", "20")).code, 2);
  const half = await here(t, "power", "--budget", "5", "--gap", "20", "--trial-usd", "1", "--sensitivity", "0.9");
  assert.equal(half.code, 2);
  assert.match(half.errors, /--sensitivity and --specificity go together/);
});
