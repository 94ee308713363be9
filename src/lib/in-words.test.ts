import assert from "node:assert/strict";
import { readFileSync, readdirSync, mkdirSync } from "node:fs";
import { connect } from "node:net";
import { test } from "node:test";
import { inWords, reasonOf } from "./in-words.ts";

async function caught(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

const cases: [string, () => unknown, RegExp][] = [
  ["no file", () => readFileSync("/nowhere/at.all"), /^\/nowhere\/at\.all: no such file or folder$/],
  ["a folder", () => readFileSync("/"), /it is a folder, not a file$/],
  ["a file for a folder", () => readdirSync("/etc/passwd"), /^\/etc\/passwd: a part of that path is a file/],
  [
    "a file for a folder to make",
    () => mkdirSync("/etc/passwd", { recursive: true }),
    /^\/etc\/passwd: a file is where a folder is needed$/,
  ],
  ["not JSON", () => JSON.parse("{ half"), /^it is not valid JSON$/],
  ["cut JSON", () => JSON.parse(""), /^it is not valid JSON$/],
  ["nobody listens", () => fetch("http://127.0.0.1:1/"), /^(127\.0\.0\.1:1: nothing listens there|bad port)$/],
  [
    "a socket",
    () => new Promise((_, reject) => connect(9, "127.0.0.1").on("error", reject)),
    /^127\.0\.0\.1:9: nothing listens there$/,
  ],
  [
    "one within a message",
    () => {
      throw new Error("cannot read x (ENOENT: no such file or directory, open '/y/z')");
    },
    /^cannot read x \(\/y\/z: no such file or folder\)$/,
  ],
  [
    "our own",
    () => {
      throw new Error('no scenario "x": expected one of y');
    },
    /^no scenario "x": expected one of y$/,
  ],
];
for (const [what, work, expected] of cases)
  test(`in words: ${what}`, async () => {
    const said = inWords(await caught(work));
    assert.match(said, expected);
    assert.doesNotMatch(said, /\bE[A-Z]{3,}\b|JSON at position|node:/);
  });

test("the reason leaves out the path that was named", async () =>
  assert.equal(reasonOf(await caught(() => readFileSync("/nowhere/at.all"))), "no such file or folder"));
