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
      { code: "void setTimeout(() => console.log('late'), 1)", stdout: "" },
      { code: "await new Promise((done) => setTimeout(done, 30))", stdout: "" },
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
