import assert from "node:assert/strict";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import test from "node:test";
import { home } from "./home.ts";

test("PARALLAX_HOME comes first, then XDG_CACHE_HOME, then ~/.cache; empty means unset", () => {
  assert.equal(home({ PARALLAX_HOME: "here", XDG_CACHE_HOME: "/x" }), resolve("here"));
  assert.equal(home({ PARALLAX_HOME: "", XDG_CACHE_HOME: "/x" }), join("/x", "parallax"));
  assert.equal(home({}), join(homedir(), ".cache", "parallax"));
});
