import assert from "node:assert/strict";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), "utf8");
const readme = read("README.md");

test("every dependency has its reason in the README", () => {
  const { dependencies } = JSON.parse(read("package.json")) as { dependencies: Record<string, string> };
  const names = Object.keys(dependencies).map((name) => (name.startsWith("@stdlib/") ? "@stdlib/…" : name));
  assert.deepEqual(
    names.filter((name) => !readme.includes(`\`${name}\``)),
    [],
  );
});

test("every file the README links to is there", () => {
  const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => link!);
  assert.ok(links.length > 3);
  assert.deepEqual(
    links.filter((link) => !existsSync(new URL(link, root))),
    [],
  );
});

test("npx can start the command line", { skip: process.platform === "win32" && "no file modes on Windows" }, () => {
  const { bin } = JSON.parse(read("package.json")) as { bin: Record<string, string> };
  for (const file of Object.values(bin)) accessSync(new URL(file, root), constants.X_OK);
});

test("packages with known vulnerabilities are not installed: empty ones stand in their places", () => {
  const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, { name?: string }> };
  for (const name of ["xlsx", "request", "node-fetch"]) {
    const places = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    assert.ok(
      places.every(([, { name: real }]) => real === "empty-npm-package"),
      name,
    );
  }
  assert.deepEqual(
    Object.keys(packages).filter((path) =>
      /node_modules\/(tough-cookie|har-validator|form-data|@tensorflow\/tfjs)$/.test(path),
    ),
    [],
  );
});
