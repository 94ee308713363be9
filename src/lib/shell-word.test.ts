import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { shellWord } from "./shell-word.ts";

test("a shell takes a word as it is meant", { skip: process.platform === "win32" && "no POSIX shell" }, () => {
  const words = ["plain/dir-1", "a b", "it's", `"q" #?%20é $HOME \`x\``, "back\\slash", "", "~", "a\nb", "*", "漢"];
  for (const word of words)
    assert.equal(execFileSync("sh", ["-c", `printf %s ${shellWord(word)}`], { encoding: "utf8" }), word);
});

test("plain words stay as they are, and what begins with a dash is no option", () => {
  assert.equal(shellWord("out/my-study"), "out/my-study");
  assert.equal(shellWord("-dash"), "./-dash");
  assert.equal(shellWord("C:\\my study", "win32"), '"C:\\my study"');
});
