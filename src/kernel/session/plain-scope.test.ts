import assert from "node:assert/strict";
import { analyze } from "eslint-scope";
import { test } from "node:test";
import { languageCases } from "./language-cases.ts";
import { plainScope, type TopLevel } from "./plain-scope.ts";
import { parse, type Node } from "./syntax.ts";

const plain = [
  "x + 1",
  "const v = { n: 1, [x]: y, z, ...rest, 'a-b': `t${u}t` }",
  "let a = 1, b; var c = a, c = b; a = b += c; c++; --o.p[q]; o.p = a ??= 2",
  "await f(x, ...y).g?.[h](new K(i), tag`a${b}`); typeof missing; void 0, delete o.p; (1, o.f)()",
  "'use strict'; [a, , b][0] ? c && d : !e; /re/u.test(s);;",
  "const again = again2; again2 = again; var again2 = 3",
  "arguments; undefined; NaN",
];

const full = [
  "const f = () => 1",
  "const { a } = b",
  "[a] = b",
  "({ a } = b)",
  "({ m() {} })",
  "({ get m() { return 1 } })",
  "{ let inner = 1 }",
  "for (const i of j) k(i)",
  "if (a) b",
  "class C {}",
  "import a from 'b'",
  "export const c = 1",
  "import.meta.url",
  "await import(a)",
  "using r = s",
  "await using r = s",
  "label: a",
  "eval('var x')",
  "try { a } catch (e) { b }",
  "let [p] = q",
];

/** Names with their places and how they are used. */
function described({ variables, through }: Omit<TopLevel, "inert">) {
  const use = ({ identifier, init, isWrite }: TopLevel["through"][number]) => {
    return [identifier.name, identifier.start, init === true, isWrite()];
  };
  const bound = (each: TopLevel["through"][number]) => use({ ...each, isWrite: () => each.isWrite() });
  return {
    variables: variables.map(({ name, defs, references }) => ({
      name,
      defs: defs.map(({ type, name, parent }) => [type, name.start, parent.start, parent.kind]),
      references: references.map(bound),
    })),
    through: through.map(bound),
  };
}

function byLibrary(program: Node) {
  const { scopes, globalScope } = analyze(program as never, { ecmaVersion: 2022, sourceType: "module" });
  const { variables } = scopes.find(({ type }) => type === "module")!;
  return described({ variables, through: globalScope!.through } as unknown as TopLevel);
}

test("what a cell declares and uses at its top is as eslint-scope finds it", () => {
  const codes = languageCases.flatMap(({ steps }) => steps.map(({ code }) => code));
  let found = 0;
  for (const code of [...plain, ...codes]) {
    const { program, problems } = parse(code, "js");
    const top = problems.length > 0 ? null : plainScope(program);
    if (top === null) continue;
    found += 1;
    assert.deepEqual(described(top), byLibrary(program), code);
  }
  assert.ok(found > 50, `${found} are plain`);
  for (const code of plain) assert.notEqual(plainScope(parse(code, "js").program), null, code);
});

test("a cell that calls or writes to what is not its own is not inert", () => {
  const inert = ["x + 1", "const v = { n: a.b[c] }", "let n = 1; n += 2; n++", "typeof x ? -y : `${z}`"];
  const others = [
    "f()",
    "new F()",
    "t`a`",
    "await p",
    "o.p = 1",
    "o.p++",
    "delete o.p",
    "JSON = null",
    "x++",
    "[...x]",
  ];
  for (const code of inert) assert.equal(plainScope(parse(code, "js").program)?.inert, true, code);
  for (const code of others) assert.equal(plainScope(parse(code, "js").program)?.inert, false, code);
});

test("a cell with scopes, patterns, classes or modules of its own is none of them", () => {
  for (const code of full) {
    const { program, problems } = parse(code, "js");
    assert.deepEqual(problems, [], code);
    assert.equal(plainScope(program), null, code);
  }
});
