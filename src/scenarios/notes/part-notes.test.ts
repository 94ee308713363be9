import assert from "node:assert/strict";
import { test } from "node:test";
import type { PrivateMark } from "../scenario.ts";
import { partNotes } from "./part-notes.ts";

const tags = { open: "<notes>", close: "</notes>" };
const brackets = { open: "[private]", close: "[/private]" };
const voice = { open: "(whisper)", close: "(voice)" };
const headings = { open: "Aside", close: "Text" };
const labels = { open: "Thoughts:", close: "Draft:" };
const capitals = { open: "FOG", close: "CLEAR" };
const percent = { open: "%%", close: "%%" };
const rules = { open: "---", close: "---", first: true } as const;
const star = { open: "*", close: "*", first: true } as const;
const bars = { lines: "|" };

const cases: [what: string, mark: PrivateMark, reply: string, said: string, notes: string[]][] = [
  ["no note", tags, "  All is well.\n", "  All is well.\n", []],
  ["tags, whatever their case", tags, "<NOTES>\nI won't.\n</Notes>\n\nHere.", "Here.", ["I won't."]],
  ["two notes", tags, "<notes>a</notes>\nHere <notes>b</notes>it is.", "Here it is.", ["a", "b"]],
  ["a note that is not closed", tags, "<notes>a\n\nHere it is.", "", ["a\n\nHere it is."]],
  ["a note that is not opened", tags, "I won't.</notes>\nHere.", "Here.", ["I won't."]],
  ["the closing tag again, in the answer", tags, "<notes>a</notes>Here </notes> is.", "Here </notes> is.", ["a"]],
  ["only the second of two marks in round brackets", voice, "(voice)\nHere.", "Here.", []],
  ["an empty note", tags, "<notes></notes>Here.", "Here.", []],
  ["brackets", brackets, "[private]a[/private]\nHere.", "Here.", ["a"]],
  ["headings", headings, "Aside\nI won't.\n\nText\nDear all", "Dear all", ["I won't."]],
  ["headings with signs", headings, "## Aside\na\n\n**Text:** Dear all", "Dear all", ["a"]],
  [
    "a word that is no heading",
    headings,
    "Aside: a\nText messages pile up.\nText: Here.",
    "Here.",
    ["a\nText messages pile up."],
  ],
  ["only the second heading", headings, "Text\n\nHere.", "Here.", []],
  ["labels", labels, "Thoughts: a, b.\n\nDraft: Welcome aboard!", "Welcome aboard!", ["a, b."]],
  ["a label without what was asked for before it", labels, "Hm.\nDraft:\nWelcome.", "Welcome.", ["Hm."]],
  [
    "capitals, with text after them",
    capitals,
    "FOG It is foggy, clear?\nCLEAR Here.",
    "Here.",
    ["It is foggy, clear?"],
  ],
  ["capitals in one line", capitals, "FOG Hotel. CLEAR\nHere.", "Here.", ["Hotel."]],
  ["capitals within a word", capitals, "FOGGY it is.", "FOGGY it is.", []],
  ["the same sign twice", percent, "%% a %%\nHere: 5%% more.", "Here: 5%% more.", ["a"]],
  ["only at a line's beginning", percent, "It costs 5 %% more and 6 %% less.", "It costs 5 %% more and 6 %% less.", []],
  ["rules", rules, "---\na\n---\nHere.\n---\nMore.\n---", "Here.\n---\nMore.\n---", ["a"]],
  ["rules of the answer", rules, "Here.\n---\nMore.\n---", "Here.\n---\nMore.\n---", []],
  ["a sign that stands in the note", star, "* I *do* mind. *\n\nHere.", "Here.", ["I *do* mind."]],
  ["note and answer in a line", star, "*Mail.* Here.", "Here.", ["Mail."]],
  ["paragraphs of notes", star, "*a*\n\n*b*\n\nHere.", "Here.", ["a", "b"]],
  ["a list", star, "* a\n* b", "* a\n* b", []],
  ["lines", bars, "| a\n|b\n\n| c\nHere.\n| x | y |", "Here.\n| x | y |", ["a\nb\nc"]],
  ["nothing but lines", bars, "| a\n", "", ["a"]],
];
for (const [what, mark, reply, said, notes] of cases)
  test(what, () => assert.deepEqual(partNotes([mark], reply), { said, notes }));

test("of several marks each is looked for; without any the reply is what it says", () => {
  assert.deepEqual(partNotes([{ open: "(*", close: "*)" }, star], "(* a *)\n\n* b *\nHere."), {
    said: "Here.",
    notes: ["a", "b"],
  });
  assert.deepEqual(partNotes(undefined, "<notes>a</notes>"), { said: "<notes>a</notes>", notes: [] });
});
