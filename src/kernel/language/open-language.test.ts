import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import type { Language } from "../session/language.ts";
import { openLanguage } from "./open-language.ts";

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

  const told = async (code: string) =>
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
      await told("await area({ n: 1 });\nfor await (const x of [1]) x;\nusing r = { [Symbol.dispose]() {} };"),
      [],
    );
  });

  test("a cell that is an object literal is checked as one", async () => {
    assert.deepEqual(await told("{ a: 1, b: fixed }"), []);
    assert.deepEqual(await told("{ a: 1,\n  b: fixed.nope }"), ["2:12 TS2339"]);
    assert.deepEqual(await told("{ b: fixed.nope }"), ["1:12 TS2339"]);
  });

  test("earlier cells' values, types and imports are known", async () => {
    assert.deepEqual(
      await told("const s: Shape = { n: twice(1) }; new Box(Colour.Red).inside.toFixed(); readFileSync('x').length"),
      [],
    );
    assert.deepEqual(await told("area({ m: 1 });\nclient.nope;\ngap(5);"), ["1:8 TS2353", "2:8 TS2339", "3:5 TS2345"]);
    assert.deepEqual(await told("new Anthropic().messages.create"), []);
  });

  test("let may be assigned to, within its type, and anything declared anew", async () => {
    assert.deepEqual(await told("total = 5; total += 1"), []);
    assert.deepEqual(await told("total = 'x'"), ["1:1 TS2322"]);
    assert.deepEqual(await told("const total = 'x', area = 1; class Box {}; total.length"), []);
    language.remember("const fixed = 5;");
    assert.deepEqual(await told("fixed.toFixed()"), []);
  });

  test("what is not installed, and what has no types, is no complaint; what every cell has is known", async () => {
    assert.deepEqual(
      await told("import x from 'not-there'; x.y; display.html('a').update(1); import.meta.signal.aborted"),
      [],
    );
    assert.deepEqual(await told("await prompt('name?').length"), ["1:23 TS2339"]);
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

  test("a checker that was disposed of rejects what is asked, and ends its process", async () => {
    const other = openLanguage(folder);
    const asked = other.check("1");
    other.dispose();
    await assert.rejects(asked, /^Error: the type checker ended: it was disposed of$/);
    await assert.rejects(other.hover("a", 0), /the type checker ended/);
    other.remember("const a = 1");
  });
});
