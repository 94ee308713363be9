import assert from "node:assert/strict";
import { test } from "node:test";
import { mayHaveChanged, rememberRealm } from "../session/realm.ts";
import { oneByOne } from "./one-by-one.ts";

test("each begins with built-ins as they were, also behind one that has spoilt them", async () => {
  rememberRealm();
  const before = globalThis.Map;
  const { promise: all, resolve: done } = Promise.withResolvers<void>();
  const seen: string[] = [];
  const things = oneByOne<string>(
    async (name) => {
      seen[seen.length] = `${name}: ${typeof globalThis.Map}`;
      await Promise.resolve();
      globalThis.Map = null as never;
      mayHaveChanged();
      if (name === "last") done();
    },
    () => true,
  );
  try {
    for (const name of ["first", "second", "last"]) things.add(name);
    await all;
  } finally {
    globalThis.Map = before;
  }
  assert.deepEqual(seen, ["first: function", "second: function", "last: function"]);
});
