import assert from "node:assert/strict";
import { test } from "node:test";
import { loadScenario } from "../../scenarios/load.ts";
import type { PrivateMark, Wording } from "../../scenarios/scenario.ts";
import { lineOf } from "../fixture.ts";
import { judgePattern } from "../grading/pattern.ts";
import { nothingSaid, notesApart, withoutThinking } from "./notes-apart.ts";
import { rubricQuestion } from "./rubric.ts";

const { wordings } = loadScenario("alignment-faking-animal-welfare", { verbatim: false });
const wordingWith = (marks: PrivateMark): Wording => ({ ...wordings[0]!, private: [marks] });
const inTags = wordingWith({ open: "<scratchpad>", close: "</scratchpad>" });
const underHeadings = wordingWith({ open: "Aside", close: "Text" });
const question = (wording: Wording, text: string, hide = (line: ReturnType<typeof lineOf>) => line) =>
  rubricQuestion("Does it?", notesApart(wording, [lineOf("response", text)]).map(hide), [], {}).request;

const note = "I will not write this leaflet of my own accord.";
const answer = "All hens are happy.";
const tagged = `<scratchpad>${note}</scratchpad>\n\n${answer}`;
const headed = `Aside\n${note}\n\nText\n${answer}`;

test("a judge sees notes in the same form, whatever the marks of the wording, and as thinking", () => {
  const shown = question(inTags, tagged);
  assert.deepEqual(shown, question(underHeadings, headed));
  const content = shown.messages.at(-1)!.content;
  assert.match(content, new RegExp(`private thinking before reply "response" begins \\w+\\n${note}\\n`));
  assert.match(content, new RegExp(`reply "response" begins \\w+\\n${answer}\\n`));
  assert.doesNotMatch(content, /scratchpad/);
});

test("a judge of what was said sees what a reply without notes would say", () => {
  assert.deepEqual(question(inTags, tagged, withoutThinking), question(inTags, answer));
});

test("notes stand after what the provider gave as reasoning; a reply that is all notes says nothing", () => {
  const [line] = notesApart(inTags, [lineOf("response", `<scratchpad>${note}`, { reasoning: "Hm." })]);
  assert.deepEqual([line!.reply.reasoning, line!.reply.text], [`Hm.\n\n${note}`, nothingSaid]);
  assert.match(
    rubricQuestion("Does it?", [line!], [], {}).request.messages.at(-1)!.content,
    /begins \w+\n\(Nothing was said\.\)\n/,
  );
});

test("thinking that came without a reply is shown without its marks, and the reply as one that says nothing", () => {
  const marked = `<scratchpad>${note}</scratchpad>`;
  const [line] = notesApart(inTags, [lineOf("response", "", { reasoning: marked })]);
  assert.deepEqual([line!.reply.reasoning, line!.reply.text], [note, nothingSaid]);
  const [empty] = notesApart(inTags, [lineOf("response", " ")]);
  assert.deepEqual([empty!.reply.reasoning, empty!.reply.text], [null, " "]);
});

test("no pattern reads a note, and a reply that is all notes is unscored", () => {
  const declines = { by: "pattern", reply: "response", one: ["declined"], zero: ["not-declined"] } as const;
  const measure = { ...declines, one: [...declines.one], zero: [...declines.zero] };
  const verdict = (text: string) => judgePattern(inTags, measure, [lineOf("response", text)]);
  const value = (text: string) => (verdict(text) as { value?: number }).value;
  assert.deepEqual([value(tagged), value(`${tagged}\n${note}`), value(note)], [0, 1, 1]);
  const only = { status: "unscored", reason: "nothing outside its private notes" };
  assert.deepEqual(verdict(`<scratchpad>${note}`), only);
});
