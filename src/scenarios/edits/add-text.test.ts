import assert from "node:assert/strict";
import { test } from "node:test";
import { fill } from "../fill.ts";
import { addText, type Place } from "./add-text.ts";

const said = (text: string, at: Place) =>
  fill(addText(text, at, "More."), { tier: "free" }, { id: "i", vars: {} }, "here");
const inLine = 'One. {% if tier == "free" %}Two.{% endif %}';
const inLines = 'One.\n{% if tier == "free" %}\nTwo.\n{% endif %}';

const cases: [what: string, text: string, at: Place, expected: string][] = [
  ["after a tag that ends a line of text", inLine, "end", "One. Two.\n\nMore."],
  ["after a tag in a line by itself", inLines, "end", "One.\nTwo.\n\nMore."],
  ["between such a line and the last paragraph", `${inLine}\n\n\nLast.`, "before-last", "One. Two.\n\nMore.\n\nLast."],
  ["before all", inLine, "start", "More.\n\nOne. Two."],
];
for (const [what, text, at, expected] of cases)
  test(`a paragraph more stands by itself: ${what}`, () => assert.equal(said(text, at), expected));
