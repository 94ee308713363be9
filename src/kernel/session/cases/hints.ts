import type { LanguageCase } from "./case.ts";

export const hints: LanguageCase[] = [
  {
    name: "a name that was not imported, of a module that was, is said to be there",
    steps: [
      {
        write: { "tools.ts": "export const one = 1;\nexport const two = 2;" },
        code: "import { one } from './tools.ts'; one",
        value: "1",
      },
      { code: "one + two", error: "ReferenceError: two is not defined", at: 'hint: import { two } from "./tools.ts"' },
      { code: "import { two } from './tools.ts'; one + two", value: "3" },
    ],
  },
  {
    name: "what does here what people from IPython write",
    steps: [
      { code: "%matplotlib inline", error: /^SyntaxError/, at: 'hint: no magics behind "%": they are IPython\'s' },
      {
        code: "1;\n!pip install x",
        error: /^SyntaxError/,
        at: 'hint: no shell behind "!": import { execSync } from "node:child_process"; String(execSync("…"))',
      },
      {
        code: "!ls",
        error: "ReferenceError: ls is not defined",
        at: 'hint: no shell behind "!": import { execSync } from "node:child_process"; String(execSync("…"))',
      },
      { code: "Math.max?", error: /^SyntaxError/, at: "hint: Shift+Tab behind a name shows what it is" },
      {
        code: "print('hello')",
        error: "ReferenceError: print is not defined",
        at: "hint: console.log(…) prints, and the last value of a cell shows itself",
      },
      { code: "const print = (text: string) => text; print('hello')", value: "'hello'" },
    ],
  },
];
