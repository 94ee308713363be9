import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import type { Language } from "../session/language.ts";
import { openLanguage } from "./open-language.ts";

/** What this process has and no cell does: the test runner's and the shell's. */
const known = { GLOBAL: 1, root: 1 };

suite("the types in a notebook", () => {
  const folder = mkdtempSync(join(tmpdir(), "language-"));
  let language: Language;

  before(() => {
    writeFileSync(join(folder, "local.ts"), "/** Doubles. */\nexport function twice(n: number) { return 2 * n }");
    language = openLanguage(folder);
    language.remember(`import OpenAI from "openai";
      import Anthropic from "@anthropic-ai/sdk";
      import { gap } from "parallax-evals";
      import { readFileSync } from "node:fs";
      import { twice } from "./local.ts";
      const client = new OpenAI({ apiKey: "none" });`);
    language.remember(`interface Shape { n: number }
      /** Area of a shape.
       * @param s the shape */
      function area(s: Shape, scale = 1) { return s.n * scale }
      let total = 0; const fixed = "text"; enum Colour { Red } class Box<T> { constructor(readonly inside: T) {} }`);
  });
  after(() => {
    language.dispose();
    rmSync(folder, { recursive: true });
  });

  const complaintsOf = async (code: string) =>
    (await language.check(code)).map(({ line, column, code: number }) => `${line}:${column} ${number}`);

  test("complaints come with line and column, in the cell's own text", async () => {
    const [first] = await language.check("const ok = 1;\nconst a: number = 'x';");
    assert.deepEqual(first, {
      line: 2,
      column: 7,
      message: "Type 'string' is not assignable to type 'number'.",
      code: "TS2322",
      severity: "error",
    });
    assert.deepEqual(
      await complaintsOf("await area({ n: 1 });\nfor await (const x of [1]) x;\nusing r = { [Symbol.dispose]() {} };"),
      [],
    );
  });

  for (const ending of ["ts", "mts", "cts", "tsx"])
    test(`errors of an imported .${ending} file are complained of`, async () => {
      writeFileSync(join(folder, `bad.${ending}`), "export const bad: number = 'x';");
      const found = await language.check(`import { bad } from "./bad.${ending}"; bad`);
      assert.deepEqual(
        found.map(({ file, line, column, code }) => ({ file, line, column, code })),
        [{ file: `bad.${ending}`, line: 1, column: 14, code: "TS2322" }],
      );
    });

  test("a cell that is an object literal is checked as one", async () => {
    assert.deepEqual(await complaintsOf("{ a: 1, b: fixed }"), []);
    assert.deepEqual(await complaintsOf("{ a: 1,\n  b: fixed.nope }"), ["2:12 TS2339"]);
    assert.deepEqual(await complaintsOf("{ b: fixed.nope }"), ["1:12 TS2339"]);
  });

  test("earlier cells' values, types and imports are known", async () => {
    assert.deepEqual(
      await complaintsOf(
        "const s: Shape = { n: twice(1) }; new Box(Colour.Red).inside.toFixed(); readFileSync('x').length",
      ),
      [],
    );
    assert.deepEqual(await complaintsOf("area({ m: 1 });\nclient.nope;\ngap(5);"), [
      "1:8 TS2353",
      "2:8 TS2339",
      "3:5 TS2345",
    ]);
    assert.deepEqual(await complaintsOf("new Anthropic().messages.create"), []);
  });

  test("nobody is advised to set the compiler", async () => {
    for (const name of ["document", "Bun", "$"]) {
      const [found] = await language.check(`${name}.title`);
      assert.equal(found?.message, `Cannot find name '${name}'.`);
    }
  });

  test("a cell keeps what it was made from when a later one declares the name anew", async () => {
    const [there, gone] = ["const again = { n: 1 }; class Kept { a = 1 } let kept = Kept", "const again = 'text'"];
    for (const code of [there, "const taken = again.n; const one = new Kept()", gone]) language.remember(code);
    assert.deepEqual(await complaintsOf("taken.toFixed(); one.a.toFixed(); again.trim()"), []);
    assert.deepEqual(await complaintsOf("again.n"), ["1:7 TS2339"]);
    const [typed] = await language.check("const n: number = again; kept = 1");
    assert.equal(typed!.message, "Type 'string' is not assignable to type 'number'.");
    const said = (await language.check("kept = 1; one = 2; Kept = 3; keptt")).map(({ message }) => message);
    assert.match(said.join("\n"), /typeof Kept.*'one' because it is.*Did you mean 'kept'/s);
    assert.doesNotMatch(said.join("\n"), /·/);
  });

  test("more cells than there was room for at first", async () => {
    const cells = Array.from({ length: 150 }, (_, i) => `const many${i} = ${i === 0 ? 0 : `many${i - 1} + 1`}`);
    for (const code of cells) language.remember(code);
    assert.deepEqual(await complaintsOf("many149.toFixed(); many0.toFixed()"), []);
    assert.deepEqual(await complaintsOf("many149.trim()"), ["1:9 TS2339"]);
  });

  test("let may be assigned to, within its type, and anything declared anew", async () => {
    assert.deepEqual(await complaintsOf("total = 5; total += 1"), []);
    assert.deepEqual(await complaintsOf("total = 'x'"), ["1:1 TS2322"]);
    assert.deepEqual(await complaintsOf("const total = 'x', area = 1; class Box {}; total.length"), []);
    language.remember("const fixed = 5;");
    assert.deepEqual(await complaintsOf("fixed.toFixed()"), []);
  });

  for (const [code, offered] of [
    ["const s: 'left' | 'right' = '", ["left", "right"]],
    ["const s: 'left' | 'right' = 'r", ["right"]],
    ["const open: 'left' | (string & {}) = '", ["left"]],
    ["function take<S extends string>(one: S | 'left') {}; take('", ["left"]],
    ["const o = { 'a b': 1, cd: 2 }; o['", ["a b", "cd"]],
    ["console.log('le", []],
    ["// are", []],
    ["`are", []],
    ["`${are", ["area"]],
  ] as const)
    test(`completing ${code}`, async () => {
      const { matches } = await language.complete(code, code.length, []);
      assert.deepEqual(
        matches.map(({ text }) => text),
        offered,
      );
    });

  test("what is not installed, and what has no types, is no complaint; what every cell has is known", async () => {
    assert.deepEqual(
      await complaintsOf("import x from 'not-there'; x.y; display.html('a').update(1); import.meta.signal.aborted"),
      [],
    );
    assert.deepEqual(await complaintsOf("await prompt('name?').length"), ["1:23 TS2339"]);
  });

  test("completion lists members with kinds and types", async () => {
    const { start, end, matches } = await language.complete("new Box(1).", 11, []);
    assert.deepEqual(
      { start, end, matches },
      { start: 11, end: 11, matches: [{ text: "inside", kind: "property", detail: "number" }] },
    );
    const chat = await language.complete("client.cha", 10, []);
    assert.deepEqual(chat.matches, [{ text: "chat", kind: "property", detail: "Chat" }]);
    assert.deepEqual((await language.complete("twice(1).toF", 12, [])).matches[0]?.text, "toFixed");
  });

  test("completion of a plain name knows locals, earlier cells and what it is told of", async () => {
    const code = "function f(argument: string) { const artful = 1; return ar }";
    const { matches } = await language.complete(code, code.indexOf(" }", 40), ["arrival", "zebra"]);
    assert.deepEqual(
      matches.map(({ text, kind, detail, documentation }) => [text, kind, detail, documentation]),
      [
        ["argument", "variable", "string", undefined],
        ["artful", "variable", "1", undefined],
        ["area", "function", "(s: Shape, scale?: number) => number", "Area of a shape."],
        ["arrival", "keyword", undefined, undefined],
      ],
    );
  });

  test("hover shows the declaration and its documentation, also among a call's arguments", async () => {
    const expected = {
      signature: "area: (s: Shape, scale?: number) => number",
      documentation: "Area of a shape.\n\n*@param* s the shape",
    };
    assert.deepEqual(await language.hover("area", 2), expected);
    assert.deepEqual(await language.hover("area({ n: [1] }, ", 17), expected);
    assert.deepEqual(await language.hover("let x: Shape", 9), { signature: "interface Shape", documentation: "" });
    assert.deepEqual(await language.hover("twice", 0), {
      signature: "twice: (n: number) => number",
      documentation: "Doubles.",
    });
    assert.deepEqual(await language.hover("Box", 0), { signature: "class Box", documentation: "" });
    assert.equal(await language.hover("1 + 1", 3), null);
    assert.match(
      (await language.hover("gap(", 2))?.documentation ?? "",
      /The gap between published and paraphrased wordings/,
    );
  });

  const completed = async (marked: string) => {
    const code = marked.replace("¦", "");
    const { start, end, matches } = await language.complete(code, marked.indexOf("¦"), []);
    return [code.slice(start, end), ...matches.map(({ text }) => text)];
  };

  test("a string is completed by what its type allows, whole; other texts and comments by nothing", async () => {
    language.remember(`const kinds: { kind: "alpha" | "beta-x"; "in two": 1; maybe?: number } = null as any;`);
    const cases: [marked: string, ...expected: string[]][] = [
      ["kinds.ma¦", "ma", "maybe"],
      ["const x: typeof kinds = { ma¦ }", "ma", "maybe"],
      ["kinds.kind === '¦'", "", "alpha", "beta-x"],
      ["kinds.kind = 'beta-¦y'", "beta-y", "beta-x"],
      ["kinds['in ¦", "in ", "in two"],
      ["kinds?.['in ¦']", "in ", "in two"],
      ["(kinds as typeof kinds | null)?.[ 'ki¦", "ki", "kind"],
      ["fixed.replace('kin¦', '')", "kin"],
      ["// kinds.ma¦", ""],
      ["/* fi¦ */", ""],
      ["`fi¦`", ""],
      ["`${kinds.ma¦}`", "ma", "maybe"],
      ["/fi¦/", ""],
    ];
    for (const [marked, ...expected] of cases) assert.deepEqual(await completed(marked), expected, marked);
    for (const marked of ["'fix¦ed'", "// fix¦ed", "`fix¦ed`", "/fix¦ed/", "import x from './lo¦cal.ts'"])
      assert.equal(await language.hover(marked.replace("¦", ""), marked.indexOf("¦")), null, marked);
  });

  test("an import is completed before its module is written, from what was imported and this package", async () => {
    assert.ok((await completed("import { gap¦")).includes("gapForest"));
    assert.ok((await completed("import { area, twi¦ }\narea")).includes("twice"));
    assert.deepEqual(await completed("import { twi¦ } from './local.ts'"), ["twi", "twice"]);
  });

  test("a browser's names are not there, and Node's are", async () => {
    assert.deepEqual(await complaintsOf("document; status; name; event; window; location"), [
      "1:1 TS2584",
      "1:11 TS2304",
      "1:19 TS2304",
      "1:25 TS2552",
      "1:32 TS2304",
      "1:40 TS2304",
    ]);
    const web = Object.getOwnPropertyNames(globalThis).filter((each) => /^[a-zA-Z]\w*$/.test(each) && !(each in known));
    assert.deepEqual(
      (await language.check(web.map((each) => `void ${each};`).join("\n"))).map(({ line }) => web[line - 1]),
      [],
    );
  });

  test("files that a cell imports are complained of, once for each version", async () => {
    writeFileSync(join(folder, "faulty.ts"), "export const one: number = 'x';");
    writeFileSync(join(folder, "through.ts"), "export * from './faulty';");
    const code = "import { one } from './through';";
    const [complaint, ...more] = await language.check(code);
    assert.deepEqual([complaint?.file, complaint?.line, complaint?.column, more], ["faulty.ts", 1, 14, []]);
    assert.deepEqual(await language.check(code), []);
    writeFileSync(join(folder, "faulty.ts"), "\nexport const one: number = 'longer';");
    assert.deepEqual(
      (await language.check(code)).map(({ file, line }) => [file, line]),
      [["faulty.ts", 2]],
    );
    writeFileSync(join(folder, "faulty.ts"), "export const one = 1;");
    assert.deepEqual(await language.check(code), []);
  });

  test("a checker that was disposed of rejects what is asked, and ends its process", async () => {
    const other = openLanguage(folder);
    const asked = other.check("1");
    other.dispose();
    await assert.rejects(asked, /^Error: the type checker ended: it was disposed of$/);
    await assert.rejects(other.hover("a", 0), /the type checker ended/);
    other.remember("const a = 1");
  });
});
