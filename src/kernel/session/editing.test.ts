import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { createSession } from "./create-session.ts";
import { isComplete } from "./is-complete.ts";
import type { Session } from "./session.ts";

suite("is a cell complete", () => {
  const cases: [string, string, string?][] = [
    ["1 + 1", "complete"],
    ["", "complete"],
    ["const a = 1;\nawait a", "complete"],
    ["if (x) {", "incomplete", "  "],
    ["  foo(", "incomplete", "    "],
    ["foo(\n  bar,", "incomplete", "  "],
    ["const x =", "incomplete", ""],
    ["`abc", "incomplete", ""],
    ["`a ${b}", "incomplete", ""],
    ["`a ${b} c\nd", "incomplete", ""],
    ["f(`x ${ y", "incomplete", ""],
    ["`${`${", "incomplete", "  "],
    ["`a` b", "invalid"],
    ["async (x) =>", "incomplete", ""],
    ["(x) =>", "incomplete", ""],
    ["f(async (x) =>", "incomplete", ""],
    ["const f = async ({ a }: { a: number }): Promise<number> =>", "incomplete", ""],
    ["<T>(x: T) =>", "incomplete", ""],
    ["<T,>(x: T) =>", "incomplete", ""],
    ["const f = <T>(x: T): T[] =>", "incomplete", ""],
    ["const f = async <T,>(x: T) =>", "incomplete", ""],
    ["const f = <T,", "incomplete", ""],
    ["const f = <T extends object>", "incomplete", ""],
    ["const f = <T>(x: T) => x", "complete"],
    ["const f = <T>(x: T", "incomplete", ""],
    ["const f = <T>(\n  x: T,", "incomplete", "  "],
    ["const f = <K, V>(x: Map<K, V>, y: (k: K) => V", "incomplete", ""],
    ["const f = async <T>(x: T): Promise<T", "incomplete", ""],
    ["const f = <T extends string>(x: T):", "incomplete", ""],
    ["f(<T>(x?: T", "incomplete", ""],
    ["const f = ({ a, b }: { a: number", "incomplete", ""],
    ["x.map(([k, v]: [string, number]", "incomplete", ""],
    ["function g() {\n  const f = ({ a }: { a:", "incomplete", "  "],
    ["const f = <T>(x: T]", "invalid"],
    ["f(a: 1 2", "invalid"],
    ["function f(a: string)", "incomplete", ""],
    ["async function f(): Promise<void>", "incomplete", ""],
    ["function f(a: string): void;", "complete"],
    ["declare function f(): void", "complete"],
    ["new Map<string, number", "incomplete", ""],
    ["a < b", "complete"],
    ["new Date() < x", "complete"],
    ["a?.", "incomplete", ""],
    ["'abc\\", "incomplete", ""],
    ["'abc\\\\", "invalid"],
    ["/abc", "invalid"],
    ["f(x) => y z", "invalid"],
    ["/* abc", "incomplete", ""],
    ["type A = {", "incomplete", "  "],
    ["@dec", "incomplete", ""],
    ["{ a: 1, b: 2 }", "complete"],
    ["{ a: 1,", "incomplete", ""],
    ["{ a: 1,\n  b: 2", "incomplete", "  "],
    ["{ a: 1, b: 2 } 3", "invalid"],
    ["{ a: b c", "invalid"],
    ["x)", "invalid"],
    ["return 1", "invalid"],
    ["else", "invalid"],
    ["}", "invalid"],
    ["'abc", "invalid"],
    ["a b", "invalid"],
  ];
  for (const [code, status, indent = ""] of cases) {
    test(`${JSON.stringify(code)}: ${status}`, () => assert.deepEqual(isComplete(code), { status, indent }));
  }
});

suite("completion and inspection from what exists now", () => {
  let session: Session;
  before(async () => {
    session = createSession({ cwd: import.meta.dirname });
    const code = `const apples = { red: 1, get green() { throw new Error("ran") } };
      function apply(tree: string) { return tree }; class Apple {}; let 数 = 1`;
    await session.execute(code, { cell: 1, emit: () => {} });
  });
  after(() => session.dispose());
  const complete = async (code: string) => {
    const { start, end, matches } = await session.complete(code, code.length);
    return { replaced: code.slice(start, end), texts: matches.map(({ text }) => text), matches };
  };

  test("names of the notebook come first, each with its kind", async () => {
    const { replaced, matches } = await complete("1 + app");
    assert.equal(replaced, "app");
    assert.deepEqual(matches.slice(0, 2), [
      { text: "apples", kind: "variable" },
      { text: "apply", kind: "function" },
    ]);
    assert.deepEqual((await complete("Appl")).matches[0], { text: "Apple", kind: "class" });
    assert.deepEqual((await complete("数")).texts, ["数"]);
  });

  test("properties follow a dot, and no getter is run", async () => {
    const { texts } = await complete("apples.");
    assert.deepEqual(texts.slice(0, 2), ["red", "green"]);
    assert.deepEqual((await complete("nothing.there.")).texts, []);
    assert.ok((await complete("awai")).texts.includes("await"));
    assert.ok((await complete("Math.sq")).texts.includes("sqrt"));
  });

  test("text after the cursor that belongs to the name is replaced too", async () => {
    const { start, end } = await session.complete("apples.red", "apples.r".length);
    assert.deepEqual([start, end], [7, 10]);
  });

  test("inspection shows the type and the value, or a function's text, and nothing for what is not there", async () => {
    const text = async (code: string, cursor: number) => (await session.inspect(code, cursor))?.data["text/plain"];
    assert.equal(await text("apples", 3), "apples: Object\n\n{ red: 1, green: [Getter] }");
    assert.match(String(await text("apply(1)", 2)), /^apply: function\n\nfunction apply\(tree\)/);
    assert.equal(await text("apples.red", 10), "apples.red: number\n\n1");
    assert.equal(await text("nowhere", 3), undefined);
  });
});
