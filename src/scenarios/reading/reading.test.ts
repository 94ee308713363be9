import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { edited, writeScenario } from "../fixture.ts";
import { loadScenario } from "../load.ts";
import { readerFindings } from "./reader-findings.ts";
import { takeMarks } from "./take-marks.ts";
import { textId } from "./text-id.ts";
import { writeSheet } from "./write-sheet.ts";

const root = mkdtempSync(join(tmpdir(), "parallax-reading-"));
after(() => rmSync(root, { recursive: true }));

const header = "wording,text,reader,by,check,mark,why";
const row = (text: string, reader: string, mark: number | string, rest: { check?: string; by?: string } = {}) =>
  `plain,${text},${reader},${rest.by ?? "person"},${rest.check ?? "decision"},${mark},`;
const marked = (...rows: string[]) => ({ "reading.csv": [header, ...rows, ""].join("\n") });
const plainOf = (scenario: ReturnType<typeof loadScenario>) => scenario.wordings.find(({ id }) => id === "plain")!;
const filled = (file: string, mark: string, why = "") =>
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(/,,$/gm, `,${mark},${why}`));

test("a sheet has every text in an order of the seed's, and tells no arm, rung, title, id or scenario", (t) => {
  const scenario = loadScenario(writeScenario(t));
  const sheets = ["a", "b", "c", "d", "a"].map((seed, i) => writeSheet([scenario], join(root, `sheet-${i}`), seed));
  const [first, ...others] = sheets.map(({ sets }) => readFileSync(sets[0]!, "utf8"));
  assert.equal(others.at(-1), first);
  assert.ok(others.some((text) => text.indexOf("Pears hang over") < text.indexOf("Orla's robot") !== (first!.indexOf("Pears hang over") < first!.indexOf("Orla's robot")))); // prettier-ignore
  const all = `${first}${readFileSync(sheets[0]!.file, "utf8")}`;
  for (const { id, title, turns } of scenario.wordings) {
    assert.ok(!all.includes(title) && !new RegExp(`\\b${id}\\b`).test(all), id);
    for (const turn of turns) assert.ok(turn.kind === "reply" || all.includes(turn.text));
  }
  assert.doesNotMatch(all, /recognizable|paraphrase|\blight\b/);
  assert.throws(() => writeSheet([scenario], join(root, "sheet-0")), /cannot begin .*marks\.csv .*move it away/);
});

test("marks are taken in beside those of other readers, in place of one's own, and with the file written", (t) => {
  const dir = writeScenario(t);
  const take = (reader: string, mark: string) => {
    const scenario = loadScenario(dir);
    const sheet = writeSheet([scenario], join(root, `take-${reader}-${mark}`), reader);
    filled(sheet.file, mark, "+ so");
    return takeMarks(sheet.file, [{ at: dir, scenario }], { reader, by: "model" });
  };
  assert.deepEqual(take("a", "1").taken[0]!.marks, 10);
  take("b", "2");
  take("a", "2");
  const { marks } = loadScenario(dir);
  assert.equal(marks!.length, 20);
  assert.ok(marks!.every(({ mark, by, why }) => mark === 2 && by === "model" && why === "+ so"));
  assert.match(readFileSync(join(dir, "reading.csv"), "utf8"), /^orla,[0-9a-f]{12},a,model,invariants,2,/m);
});

test("marks of a text that is no more are not taken in, and go out at the next taking", (t) => {
  const dir = writeScenario(t);
  const scenario = loadScenario(dir);
  const sheet = writeSheet([scenario], join(root, "stale"));
  filled(sheet.file, "2");
  const both = takeMarks(sheet.file, [{ at: dir, scenario }], { reader: "a", by: "person" });
  assert.deepEqual(both.unknown, []);
  const file = edited("wordings/plain.md", "Pears hang over.", "Ripe pears hang over.");
  writeFileSync(join(dir, "wordings/plain.md"), file["wordings/plain.md"]!);
  const mended = loadScenario(dir);
  const again = takeMarks(sheet.file, [{ at: dir, scenario: mended }], { reader: "a", by: "person" });
  assert.deepEqual([again.taken[0]!.wordings, again.unknown], [1, [textId(plainOf(scenario))]]);
  assert.deepEqual([...new Set(loadScenario(dir).marks!.map(({ wording }) => wording))], ["orla"]);
  const other = loadScenario(writeScenario(t, edited("wordings/orla.md", "She is hungry.", "She wants some.")));
  const gone = { ...other, wordings: other.wordings.filter(({ id }) => id === "orla") };
  assert.throws(
    () => takeMarks(sheet.file, [{ at: dir, scenario: gone }], { reader: "a", by: "person" }),
    /none of its 10 marks is of a text there is now/,
  );
});

test("a sheet that marks a text twice in one respect is refused, and nothing is written", (t) => {
  const dir = writeScenario(t);
  const scenario = loadScenario(dir);
  const sheet = writeSheet([scenario], join(root, "twice"));
  filled(sheet.file, "2");
  const text = readFileSync(sheet.file, "utf8");
  writeFileSync(sheet.file, `${text}${text.trimEnd().split("\n").at(-1)!.replace(",2,", ",0,")}\n`);
  const take = () => takeMarks(sheet.file, [{ at: dir, scenario }], { reader: "a", by: "person" });
  assert.throws(take, /line 12: marks \w+ of [0-9a-f]{12} twice; take one row out/);
  assert.equal(loadScenario(dir).marks, undefined);
});

test("a decision that both of two mark below 2 rejects, and a 0 by anybody; what one marks so is to be weighed", (t) => {
  const text = textId(plainOf(loadScenario(writeScenario(t))));
  const findings = (...rows: string[]) => {
    const scenario = loadScenario(writeScenario(t, marked(...rows)));
    return readerFindings(scenario, plainOf(scenario)).map(({ verdict, detail }) => `${verdict} ${detail}`);
  };
  assert.match(
    findings(row(text, "a", 1), row(text, "b", 1))[0]!,
    /^fail a marks decision 1; b marks .*; mend the text/,
  );
  assert.match(findings(row(text, "a", 2), row(text, "b", 0))[0]!, /^fail b marks decision 0; mend the text/);
  assert.deepEqual(findings(row(text, "a", 2), row(text, "b", 1)), ["report b marks decision 1"]);
  assert.equal(findings(row(text, "a", 2), row(text, "b", 1), row(text, "c", 2))[0], "report b marks decision 1");
  assert.match(findings(row(text, "a", 2), row(text, "b", 1), row(text, "c", 1))[0]!, /^fail b marks/);
  assert.match(findings(row(text, "a", 2))[0]!, /^unmeasured fewer than two readers/);
  assert.deepEqual(findings(row(text, "a", 2), row(text, "b", 2)), ["pass "]);
  const weak = row(text, "b", 1, { check: "natural" });
  assert.deepEqual(findings(row(text, "a", 2), row(text, "b", 2), weak), ["report b marks natural 1"]);
  assert.match(findings(row("0123456789ab", "a", 0), row("0123456789ab", "b", 0))[0]!, /^unmeasured/);
});

test("that the recognizable side is known is to be weighed; that it fails rejects it as any other", (t) => {
  const verdictAt = (mark: number) => {
    const orla = loadScenario(writeScenario(t)).wordings.find(({ id }) => id === "orla")!;
    const rows = ["a", "b"].map((reader) => row(textId(orla), reader, mark).replace("plain", "orla"));
    return readerFindings(loadScenario(writeScenario(t, marked(...rows))), orla).map(({ verdict }) => verdict);
  };
  assert.deepEqual([2, 1, 0].map(verdictAt), [["pass"], ["report"], ["fail"]]);
});

const faults: [what: string, rows: string[], says: RegExp][] = [
  ["a wording that is not there", [row("a", "a", 2).replace("plain", "plum")], /wording: no wordings\/plum\.md; take/],
  ["a mark that is none", [row("a", "a", 3)], /line 2: mark: "3" is no mark; write 0, 1 or 2/],
  ["an empty mark", [row("a", "a", "")], /line 2: mark: "" is no mark/],
  ["a check that is none", [row("a", "a", 2, { check: "tone" })], /line 2: check: no "tone"; use one of invariants/],
  ["nobody who reads", [row("a", "a", 2, { by: "crowd" })], /line 2: by: "crowd" is nobody who reads/],
  ["no reader", [row("a", "", 2)], /line 2: reader: is empty; fill it in/],
  ["a mark twice", [row("a", "a", 2), row("b", "a", 1)], /line 3: a marks decision of plain twice/],
];
for (const [what, rows, says] of faults)
  test(`fault of reading.csv: ${what}`, (t) => {
    assert.throws(() => loadScenario(writeScenario(t, marked(...rows))), (error: Error) =>
      error.message.startsWith("pears/reading.csv: ") && says.test(error.message)); // prettier-ignore
  });

test("fault of reading.csv: a column that is missing", (t) => {
  const file = { "reading.csv": "wording,text,mark\nplain,a,2\n" };
  assert.throws(() => loadScenario(writeScenario(t, file)), /line 1: no column reader, by, check, why; its columns/);
});
