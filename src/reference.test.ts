import assert from "node:assert/strict";
import { test } from "node:test";
import { entries } from "../bench/reference/entries.ts";
import { referencePage } from "../bench/reference/page.ts";

const all = entries(import.meta.dirname);
const values = all.filter(({ kind }) => kind === "value");

test("the page's code can be scrolled by keyboard, and its headings stand in order, in the figures' colours", () => {
  const page = referencePage(all, [], "0.0.0");
  assert.deepEqual(
    [...page.matchAll(/<pre[^>]*>/g)].map(([tag]) => tag).filter((tag) => !tag.includes('tabindex="0"')),
    [],
  );
  const levels = [...page.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
  assert.ok(levels.length > values.length && levels.every((level, i) => level <= (levels[i - 1] ?? 0) + 1));
  assert.match(page, /prefers-color-scheme: dark[^]*--paper/);
});
