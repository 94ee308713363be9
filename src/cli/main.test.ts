import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import test from "node:test";

const parallax = (...args: string[]) =>
  execFileSync(process.execPath, [join(import.meta.dirname, "main.ts"), ...args], {
    encoding: "utf8",
    timeout: 120_000,
  });
const commands = [...parallax("--help").matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name!);

test("the usage lists the commands", () => assert.ok(commands.includes("demo") && commands.length > 10, `${commands}`));

for (const name of commands)
  test(`parallax ${name} -h says how it is used`, () => assert.match(parallax(name, "-h"), /^usage: parallax /));
