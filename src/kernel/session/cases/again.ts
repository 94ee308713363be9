import type { LanguageCase } from "./case.ts";

/** Cells that run again, which are not compiled again unless what they mean has changed. */
export const again: LanguageCase[] = [
  {
    name: "a cell that runs again finds what other cells have declared meanwhile",
    steps: [
      { code: "let n = 1;" },
      { code: "n = n + 1; n", value: "2" },
      { code: "n = n + 1; n", value: "3" },
      { code: "const n = 10;" },
      { code: "n = n + 1; n", error: "TypeError: Assignment to constant variable." },
      { code: "let n = 1;" },
      { code: "n = n + 1; n", value: "2" },
      { code: "arrives + 1", error: "ReferenceError: arrives is not defined" },
      { code: "globalThis.arrives = 1;" },
      { code: "arrives + 1", value: "2" },
      { code: "const arrives = 7;" },
      { code: "arrives + 1", value: "8" },
      { code: "URL.length", value: "1" },
      { code: "const URL = 'mine';" },
      { code: "URL.length", value: "4" },
    ],
  },
  {
    name: "a cell that runs again declares its names again, as it did",
    steps: [
      { code: "const list = [1]; class Kind { static made = 0 } function say() { return list.length }" },
      { code: "list.push(2); say()", value: "2" },
      { code: "let list = [7, 8, 9];" },
      { code: "const list = [1]; class Kind { static made = 0 } function say() { return list.length }" },
      { code: "list = []", error: "TypeError: Assignment to constant variable." },
      { code: "say()", value: "1" },
      { code: "list.push(2); say()", value: "2" },
      { code: "let { first } = { first: 1 }; first += 1; first", value: "2" },
      { code: "let { first } = { first: 1 }; first += 1; first", value: "2" },
      { code: "var kept; kept = (kept ?? 0) + 1; kept", value: "1" },
      { code: "var kept; kept = (kept ?? 0) + 1; kept", value: "1" },
    ],
  },
  {
    name: "a cell that runs again imports what files hold by now",
    steps: [
      { write: { "v.ts": "export const v: number = 1" }, code: "import { v } from './v.ts'; v", value: "1" },
      { write: { "v.ts": "export const v: number = 22" }, code: "import { v } from './v.ts'; v", value: "22" },
    ],
  },
  {
    name: "errors of a cell that runs again name its last run, in code that waits and in code that does not",
    steps: [
      { code: "let count = 0;\nconst fail = () => { throw new Error('no') };" },
      { code: "count += 1;\nif (count > 1) fail();\ncount", value: "1" },
      {
        code: "count += 1;\nif (count > 1) fail();\ncount",
        error: "Error: no",
        at: "    at Cell [3], line 2, column 16",
      },
      { code: "await 1;\n  missing", error: /^ReferenceError/, at: "    at Cell [4], line 2, column 3" },
      { code: "await 1;\n  missing", error: /^ReferenceError/, at: "    at Cell [5], line 2, column 3" },
    ],
  },
];
