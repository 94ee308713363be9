import assert from "node:assert/strict";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildBundle } from "./build-bundle.ts";
import { keepBundle } from "./keep-bundle.ts";
import { loadBundled, stampOf } from "./load-bundled.js";

const place = mkdtempSync(join(tmpdir(), "parallax-bundle-"));
after(() => rmSync(place, { recursive: true }));
const [module, part, folder] = [join(place, "whole"), join(place, "part.ts"), join(place, "kept")];
const bundle = join(folder, "whole.bundle.cjs");
writeFileSync(`${module}.ts`, 'export { answer } from "./part.ts";\nexport class Named {}\n');
writeFileSync(part, "export const answer: number = 1;\n");

const answerOf = (...of: [module: string, folder: string]): number => {
  delete createRequire(import.meta.url).cache[bundle];
  return (loadBundled(...of) as { answer: number }).answer;
};

test("a module comes as one file, which is kept while nothing that went into it changes", () => {
  assert.equal(answerOf(module, folder), 1);
  const { mtimeMs } = statSync(bundle);
  assert.equal(answerOf(module, folder), 1);
  assert.equal(statSync(bundle).mtimeMs, mtimeMs);
});

const changes: [what: string, change: () => void, answer: number][] = [
  ["is edited", () => writeFileSync(part, "export const answer: number = 42;\n"), 42],
  ["is gone", () => (rmSync(part), writeFileSync(`${module}.ts`, "export const answer = 43;\n")), 43],
];

for (const [what, change, answer] of changes)
  test(`when a file of it ${what}, it is made anew`, () => {
    change();
    assert.equal(answerOf(module, folder), answer);
  });

test("a bundle says first what went into it", () => {
  const other = join(place, "other.cjs");
  keepBundle(`${module}.ts`, other);
  const [line] = readFileSync(other, "utf8").split("\n");
  const stamps = JSON.parse(line!.slice("//".length)) as [string, string][];
  assert.deepEqual(stamps[0], ["whole.ts", stampOf(`${module}.ts`)]);
});

test("where it cannot be kept, the module itself is loaded", () => {
  assert.equal(answerOf(module, join(`${module}.ts`, "no-folder")), 43);
});

test(
  "a bundle is this user's alone to write, whatever the umask, and where others can write there is none",
  { skip: process.platform === "win32" && "no file modes on Windows" },
  () => {
    const [closed, open, linked] = ["closed", "open", "linked"].map((name) => join(place, name)) as [
      string,
      string,
      string,
    ];
    const before = process.umask(0);
    try {
      assert.equal(answerOf(module, closed), 43);
      mkdirSync(open);
      symlinkSync(closed, linked);
      assert.equal(answerOf(module, open), 43);
      assert.equal(answerOf(module, linked), 43);
    } finally {
      process.umask(before);
    }
    const modes = [closed, join(closed, "compiled"), join(closed, "whole.bundle.cjs")].map(
      (each) => statSync(each).mode & 0o777,
    );
    assert.deepEqual(modes, [0o700, 0o700, 0o600]);
    assert.deepEqual(readdirSync(open), []);
  },
);

test("a module that asks for its own place is loaded as it is", () => {
  const lost = join(place, "lost");
  writeFileSync(`${lost}.ts`, "export const answer = import.meta.dirname.length;\n");
  assert.equal(answerOf(lost, folder), place.length);
  assert.throws(() => buildBundle(`${lost}.ts`, bundle), /lost\.ts, line 1: import\.meta in a bundle is empty/);
});

for (const entry of ["index", "cli/whole"])
  test(`no module of the bundle of ${entry} asks for its own place, which it has lost`, () => {
    const module = fileURLToPath(new URL(`../${entry}.ts`, import.meta.url));
    const { text, inputs } = buildBundle(module, join(place, "built.cjs"));
    assert.ok(inputs.length > 300, `${inputs.length}`);
    assert.doesNotMatch(text, /\bimport[._]meta\b/);
  });

for (const entry of ["index", "cli/whole"])
  test(`a function that a page gets as text is in no bundle of ${entry}, which would write into it`, () => {
    const module = fileURLToPath(new URL(`../${entry}.ts`, import.meta.url));
    const { inputs } = buildBundle(module, join(place, "built.cjs"));
    const sent = inputs.flatMap((file) => {
      const text = readFileSync(file, "utf8");
      const names = [...text.matchAll(/\(\$\{(\w+)\.toString\(\)\}\)/g)].map(([, name]) => name!);
      return names.map((name) => {
        const from = new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from "([^"]+)"`).exec(text)?.[1];
        return { name, file: from === undefined ? file : resolve(dirname(file), from) };
      });
    });
    assert.ok(sent.some(({ name }) => name === "pageActs"));
    assert.deepEqual(
      sent.filter(({ file }) => inputs.includes(file)),
      [],
    );
  });
