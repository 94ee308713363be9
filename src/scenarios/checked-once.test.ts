import assert from "node:assert/strict";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { enableCompileCache, getCompileCacheDir } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, suite, test, type TestContext } from "node:test";
import { sha256 } from "../lib/hash.ts";
import { checkedOnce } from "./checked-once.ts";
import { writeScenario } from "./fixture.ts";
import { findScenario } from "./folder.ts";
import { loadScenario } from "./load.ts";

suite("what was checked once is not checked again, for as long as nothing of it changes", () => {
  const compiled = mkdtempSync(join(tmpdir(), "compiled-"));
  after(() => rmSync(compiled, { recursive: true }));
  // Node has one such folder for a process's life: this, or what it was started with.
  enableCompileCache(compiled);
  const kept = join(getCompileCacheDir()!, "parallax");

  const more = {
    "perturbations.yaml": "factors: []\n",
    "reading.csv": "wording,text,reader,by,check,mark,why\n",
    "rubrics/ripe.md": "Was it ripe?\n",
    "verbatim.yaml": `title: As it was published
files: { text: { repo: a/b, commit: HEAD, path: text.txt, licence: MIT } }
turns: [{ role: user, text: [{ file: text }] }, { reply: act }, { reply: owns-up }]
`,
  };
  let count = 0;

  /** What no other test, of this process or another, calls a scenario. */
  function nextId(t: TestContext): string {
    const id = `pears-${process.pid}-${count++}`;
    t.after(() => {
      for (const file of readdirSync(kept)) if (file.startsWith(id)) rmSync(join(kept, file));
    });
    return id;
  }

  /** A folder with a name of its own, and how often it has been checked. */
  function written(t: TestContext) {
    const dir = writeScenario(t, more);
    const id = nextId(t);
    const renamed = join(dirname(dir), id);
    renameSync(dir, renamed);
    const root = join(dirname(dir), "published");
    let checks = 0;
    const load = (published: string | null = root) => {
      const before = checks;
      const scenario = checkedOnce(renamed, published, () => {
        checks++;
        return loadScenario(renamed, published === null ? { verbatim: false } : { root: published });
      });
      return { scenario, isChecked: checks > before };
    };
    return { id, dir: renamed, root, load };
  }

  for (const id of ["agentic-misalignment-leaking", "alignment-faking-helpful-only", "stakeholder-tradeoff"])
    test(`${id} is the same, kept or not`, (t) => {
      const folder = mkdtempSync(join(tmpdir(), `${id}-`));
      t.after(() => rmSync(folder, { recursive: true }));
      const dir = join(folder, nextId(t));
      cpSync(findScenario(id), dir, { recursive: true });
      const [anew, kept] = [loadScenario(dir), loadScenario(dir)];
      assert.deepStrictEqual(kept, anew);
      assert.deepStrictEqual({ ...kept, id }, loadScenario(id));
    });

  for (const name of [
    "scenario.yaml",
    "inputs.yaml",
    "perturbations.yaml",
    "reading.csv",
    "verbatim.yaml",
    "wordings/orla.md",
    "rubrics/ripe.md",
  ])
    test(`${name} is among what may not change`, (t) => {
      const { dir, load } = written(t);
      assert.deepEqual([load().isChecked, load().isChecked], [true, false]);
      appendFileSync(join(dir, name), "\n");
      assert.equal(load().isChecked, true);
    });

  test("neither may a file come or go", (t) => {
    const { dir, load } = written(t);
    load();
    rmSync(join(dir, "rubrics/ripe.md"));
    assert.equal(load().isChecked, true);
    writeFileSync(join(dir, "wordings/extra.md"), "---\narm: paraphrase\ntitle: No reply\n---\n\n## user\n\nPears.\n");
    for (const _ of [1, 2]) assert.throws(() => load(), /wordings\/extra\.md: script: no reply/);
  });

  test("nor what was published, which may be fetched, left out, or be another file", (t) => {
    const { root, load } = written(t);
    const arms = (published?: null) => load(published).scenario.wordings.map(({ arm }) => arm);
    assert.deepEqual(arms(), ["recognizable", "paraphrase"]);
    const text = join(root, "a/b/HEAD/text.txt");
    const record = join(root, ".recorded/a/b/HEAD/text.txt.sha256");
    for (const file of [text, record]) mkdirSync(dirname(file), { recursive: true });
    writeFileSync(text, "Pears hang over.");
    writeFileSync(record, sha256("Pears hang over."));
    assert.deepEqual(arms(), ["verbatim", "recognizable", "paraphrase"]);
    assert.deepEqual(arms(null), ["recognizable", "paraphrase"]);
    writeFileSync(text, "Plums hang over.");
    for (const _ of [1, 2]) assert.throws(() => load(), /text\.txt has SHA-256 .* delete it and run/);
  });

  test("a control beside it may go, and is missed", (t) => {
    const dir = writeScenario(t);
    const control = join(dirname(dir), "plums");
    mkdirSync(control);
    writeFileSync(join(control, "scenario.yaml"), "");
    appendFileSync(join(dir, "scenario.yaml"), "control: plums\n");
    for (const _ of [1, 2]) assert.equal(loadScenario(dir).control, "plums");
    rmSync(control, { recursive: true });
    assert.throws(() => loadScenario(dir), /pears\/scenario\.yaml: control: no scenario "plums" beside this one/);
  });

  test("what is kept is its owner's alone, a few of each, and not believed when damaged", (t) => {
    const { id, dir, load } = written(t);
    const files = () => readdirSync(kept).filter((file) => file.startsWith(`${id}@`));
    for (let i = 0; i < 10; i++) {
      load();
      appendFileSync(join(dir, "inputs.yaml"), "\n");
    }
    assert.equal(files().length, 8);
    const { scenario } = load();
    for (const file of files()) writeFileSync(join(kept, file), '["another key", null');
    const again = load();
    assert.deepEqual([again.scenario, again.isChecked], [scenario, true]);
  });
});
