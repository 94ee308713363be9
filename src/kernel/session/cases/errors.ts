import type { LanguageCase } from "./case.ts";

export const errors: LanguageCase[] = [
  {
    name: "errors name the cell's line and column",
    steps: [
      {
        code: "let a: number = 1;\nfunction deep(x: string) {\n  throw new RangeError(x);\n}\n  deep('far');",
        error: "RangeError: far",
        at: "    at deep (Cell [1], line 3, column 9)",
      },
      {
        code: "const later = async () => {\n  await null;\n  undefined.x;\n};\nawait later();",
        error: /^TypeError/,
        at: "    at later (Cell [2], line 3, column 13)",
      },
      { code: "deep('again')", error: "RangeError: again", at: "    at deep (Cell [1], line 3, column 9)" },
      {
        code: "interface Gone {}\n\nenum E { A }\n  missing(E.A);",
        error: "ReferenceError: missing is not defined",
        at: "    at Cell [4], line 4, column 3",
      },
      { code: "a()", error: "TypeError: a is not a function", at: "    at Cell [5], line 1, column 1" },
    ],
  },
  {
    name: "syntax errors name their place",
    steps: [
      {
        code: "const ok = 1;\nconst bad = ;",
        error: "SyntaxError: Unexpected token",
        at: "Cell [1], line 2, column 13",
      },
      {
        code: "let twice = 1;\nlet twice = 2;",
        error: "SyntaxError: Identifier `twice` has already been declared",
        at: "Cell [2], line 2, column 5",
      },
      { code: "'😀'; 1 +", error: "SyntaxError: Unexpected token", at: "Cell [3], line 1, column 10" },
      { code: "return 1", error: /^SyntaxError/ },
      {
        code: "const wide = '😀';\n'😀'; class P { m(@wide x: number) {} }",
        error: /^SyntaxError: Parameter decorators only work/,
        at: "Cell [5], line 2, column 19",
      },
    ],
  },
  {
    name: "errors in local files name the file's line and column",
    steps: [
      {
        write: {
          "thrower.ts":
            "interface Long {\n  n: number;\n}\nenum E { A }\nexport function thrower(x: Long): never {\n  throw new Error(`${E.A}`);\n}\n",
        },
        code: "import { thrower } from './thrower.ts';\nthrower({ n: 1 })",
        error: "Error: 0",
        at: "    at Cell [1], line 2, column 1",
      },
    ],
  },
  {
    name: "anything may be thrown",
    steps: [
      { code: "throw 'text'", error: "Thrown: 'text'" },
      { code: "throw undefined", error: "Thrown: undefined" },
      { code: "throw { get message() { throw 1 } }", error: /^Thrown/ },
      { code: "throw new (class extends Error { get message(): any { throw 1 } })", error: "Error: " },
      { code: "throw new (class extends Error { get stack(): any { throw 1 } })('s')", error: "Error: s" },
      {
        code: "throw Object.defineProperty(new Error('c'), 'cause', { get() { throw 1 } })",
        error: "Error: c",
        at: "    at Cell [6], line 1, column 29",
      },
      {
        code: "const gone = Proxy.revocable({}, {}); gone.revoke(); throw gone.proxy",
        error: "Thrown: <Revoked Proxy>",
      },
      { code: "throw new Proxy(new Error('p'), { getPrototypeOf() { throw 1 } })", error: /^Thrown: Error: p/ },
      { code: "try { throw gone.proxy } catch (e) { console.log('caught') }", stdout: "caught\n" },
      {
        code: "throw new (require('node:vm').runInNewContext('RangeError'))('elsewhere')",
        error: "RangeError: elsewhere",
      },
      {
        code: "throw Object.assign(new Error('outer'), { cause: new Error('inner') })",
        error: "Error: outer",
        at: "caused by Error: inner",
      },
      {
        code: "await Promise.any([Promise.reject(new Error('first')), Promise.reject(2)])",
        error: "AggregateError: All promises were rejected",
        at: "2 of 2: 2",
      },
      {
        code: "using r = { [Symbol.dispose]() { throw new Error('late') } };\nthrow new Error('body')",
        error: /^SuppressedError/,
        at: "after Error: body",
      },
    ],
  },
  {
    name: "no frames of the kernel's show",
    steps: [
      {
        write: {
          "late.ts": "export const late = (no: (e: Error) => void) => setTimeout(() => no(new Error('late')));\n",
        },
        code: "import { late } from './late.ts'; await new Promise((_, no) => late(no)).catch((e) => console.error(e.stack))",
        stderr: /^Error: late\n {4}at Timeout\._onTimeout \(.*late\.ts:1:69\)\n$/,
      },
      { code: "console.trace('here')", stderr: /^Trace: here\n {4}at Cell \[2\], line 1, column 9\n$/ },
      {
        write: { "broken.ts": "export const a = ;" },
        code: "await import('./broken.ts').catch((error) => error.stack.split('\\n').slice(1).map((frame) => frame.trim()))",
        value: "[ 'at Cell [3], line 1, column 7' ]",
      },
    ],
  },
  {
    name: "the caret stands below its column, whatever is before it",
    steps: [
      { code: "const a: any = null;\n\tconst b = 1; a.x", error: /^TypeError/, at: "    | \t" + " ".repeat(15) + "^" },
      { code: "'数数'; a.x", error: /^TypeError/, at: "    | " + " ".repeat(10) + "^" },
      { code: "1;\r\na.x;\r\n2", error: /^TypeError/, at: "> 2 | a.x;" },
      { code: "1;\ra.x;\r2", error: /^TypeError/, at: "> 2 | a.x;" },
      { code: "1;\u2028a.x", error: /^TypeError/, at: "> 2 | a.x" },
      { code: "'👩‍👩‍👧 e\u0301'; a.x", error: /^TypeError/, at: "    | " + " ".repeat(10) + "^" },
      { code: `'${"x".repeat(300)}'; a.x`, error: /^TypeError/, at: "    | " + " ".repeat(100) + "^" },
    ],
  },
  {
    name: "where errors come from is known of evaluated text, and where stacks are written another way",
    steps: [
      { code: "1;\n2; eval('1 +')", error: /^SyntaxError/, at: "    at Cell [1], line 2, column 3" },
      {
        code: "await 1; eval('null.x')",
        error: /^TypeError/,
        at: "    at eval (eval at <anonymous> (Cell [2], line 1, column 10), <anonymous>:1:6)",
      },
      { code: "const three = 3; if (three) eval('1'); three", value: "3" },
      {
        code: "Error.prepareStackTrace = (_, frames) => `${frames.length > 0}`; new Error('x').stack",
        value: "'true'",
      },
      { code: "\n null!.x", error: /^TypeError/, at: "Cell [5], line 2, column 8" },
      {
        code: "Error.prepareStackTrace = (_, frames) => frames; const frames = new Error('x').stack; Error.prepareStackTrace = undefined; Array.isArray(frames)",
        value: "true",
      },
      { code: "throw new Error('x')", error: "Error: x", at: "    at Cell [7], line 1, column 7" },
    ],
  },
  {
    name: "what an error carries is told",
    steps: [
      {
        code: "throw Object.assign(new Error('limit'), { code: 'E_LIMIT', status: 429, body: { error: { type: 'rate' } } })",
        error: "Error: limit",
        at: "body: { error: { type: 'rate' } }",
      },
      {
        code: "import { readFileSync } from 'node:fs'; readFileSync('/nowhere')",
        error: /^Error: ENOENT/,
        at: "code: 'ENOENT'",
      },
    ],
  },
  {
    name: "process.exit in a cell says so and lives",
    steps: [
      { code: "const kept = 1; process.exit(3)", error: /^Error: process\.exit\(3\) was called; the session goes on/ },
      { code: "kept", value: "1" },
    ],
  },
];
