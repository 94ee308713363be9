import type { LanguageCase } from "./case.ts";

export const outputs: LanguageCase[] = [
  {
    name: "console and process.stdout reach the cell",
    steps: [
      {
        code: "console.log('a', { b: 1 }); process.stdout.write('c\\n'); console.error('d')",
        stdout: "a { b: 1 }\nc\n",
        stderr: /^d\n$/,
      },
      { code: "void setTimeout(() => console.log('late'), 1)", stdout: /^(late\n)?$/ },
      { code: "await new Promise((done) => setTimeout(done, 30))", stdout: "" },
    ],
  },
  {
    name: "stdin that nobody answers is refused at the line that reads it",
    unattended: true,
    steps: [
      { code: "[process.stdin.isTTY, process.stdin.fd]", value: "[ false, 0 ]" },
      {
        code: "1;\nprocess.stdin.on('data', () => {})",
        error: /process\.stdin was read, but/,
        at: "    at Cell [2], line 2, column 15",
      },
      { code: "for await (const line of process.stdin) line", error: /process\.stdin was read, but/ },
      {
        code: "import { createInterface } from 'node:readline/promises';\nawait createInterface({ input: process.stdin }).question('Name?')",
        error: /process\.stdin was read, but/,
        at: "    at Cell [4], line 2, column 7",
      },
    ],
  },
  {
    name: "values show themselves as their text",
    steps: [
      { code: "new Map([[1, { a: [1, 2] }]])", value: "Map(1) { 1 => { a: [ 1, 2 ] } }" },
      { code: "[1n, Symbol('s'), /r/g, new Date(0)]", value: "[ 1n, Symbol(s), /r/g, 1970-01-01T00:00:00.000Z ]" },
      {
        code: "({ [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('x') } })",
        value: "[a value that cannot be inspected: Error: x]",
      },
    ],
  },
];
