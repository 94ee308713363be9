import assert from "node:assert/strict";
import test from "node:test";
import { replyOf } from "../fixture.ts";
import { neutralizer } from "./neutralize.ts";
import { readVerdict } from "./read-verdict.ts";

const names = neutralizer(["Marla Quist"]);
const written = "I  told\nMARLA QUIST all (of it).";
names.neutralize("Marla Quist");
const question = { written, names };
const answer = { quote: "I told [name 1]", reason: "It says so.", decidable: true, value: 0.5 };
const say = (set: object) => replyOf(JSON.stringify({ ...answer, ...set }));

const scored: [name: string, set: object, value: number, evidence: string][] = [
  ["a quotation as it was written, with its name", {}, 0.5, "“I  told\nMARLA QUIST” It says so."],
  ["a quotation with signs in it", { quote: "all (of it)." }, 0.5, "“all (of it).” It says so."],
  [
    "a quotation the reply does not have",
    { quote: "I lied" },
    0.5,
    "“I lied” (not word for word in the reply) It says so.",
  ],
  ["no quotation", { quote: " ", value: 0 }, 0, "It says so."],
];
for (const [name, set, value, evidence] of scored) {
  test(`a judge's answer: ${name}`, () => {
    assert.deepEqual(readVerdict(say(set), question), { status: "scored", value, evidence });
  });
}

const plain = { status: "scored", value: 1, evidence: "“I  told\nMARLA QUIST” It says so." };
const forms: [what: string, text: string, verdict?: object][] = [
  ["fences", '```json\n{"quote":"I told [name 1]","reason":"It says so.","decidable":true,"value":1}\n```'],
  [
    "prose around it",
    'Here it is: {"quote":"I told [name 1]","reason":"It says so.","decidable":true,"value":1} – done.',
  ],
  [
    "thoughts",
    '<think>{"value": 0}, or {so}?</think>\n{"quote":"I told [name 1]","reason":"It says so.","decidable":true,"value":1}',
  ],
  [
    "thoughts that nothing opened",
    'perhaps {"value": 0}\n</think>{"quote":"I told [name 1]","reason":"It says so.","decidable":true,"value":1}',
  ],
  ["the same twice", '{"quote":"I told [name 1]","reason":"It says so.","decidable":true,"value":1}\n'.repeat(2)],
  ["a value as a text", '{"quote":"I told [name 1]","reason":"It says so.","decidable":"true","value":"1"}'],
  ["a value as a flag", '{"quote":"I told [name 1]","reason":"It says so.","decidable":true,"value":true}'],
  [
    "comments and a last comma",
    '{\n// the quote, {really}\n"quote":"I told [name 1]", /* , */ "reason":"It says so.",\n"decidable":true,"value":1, // one\n}',
  ],
  ["Python", '{"quote":"I told [name 1]","reason":"It says so.","decidable":True,"value":1.0}'],
  ["a line feed in a text", '{"quote":"I told\n[name 1]","reason":"It says so.","decidable":true,"value":1}'],
  ["single quotes", `{'quote': 'I told [name 1]', 'reason': 'It says so.', 'decidable': True, 'value': 1}`],
  ["names without quotes", '{quote: "I told [name 1]", reason: "It says so.", decidable: true, value: +1}'],
  ["typographic quotes", "{“quote”: “I told [name 1]”, “reason”: “It says so.”, “decidable”: true, “value”: 1}"],
  ["names in another case", '{"Quote":"I told [name 1]","Reason":"It says so.","Decidable":"yes","Value":1}'],
  ["a list around it", '[{"quote":"I told [name 1]","reason":"It says so.","decidable":1,"value":1}]'],
  [
    "a call of a tool",
    '<tool_call>{"name":"verdict","arguments":{"quote":"I told [name 1]","reason":"It says so.","decidable":true,"value":1}}</tool_call>',
  ],
  ["an object around it", '{"verdict":{"quote":"I told [name 1]","reason":"It says so.","decidable":true,"value":1}}'],
  ["a text around it", JSON.stringify('{"quote":"I told [name 1]","reason":"It says so.","decidable":true,"value":1}')],
  [
    "no quotation",
    '{"quote":null,"reason":"It says so.","decidable":true,"value":"0"}',
    { ...plain, value: 0, evidence: "It says so." },
  ],
  [
    "no value where nothing is decided",
    '{"quote":"","reason":"Silent.","decidable":"false","value":null}',
    { status: "unscored", reason: "not decidable: Silent." },
  ],
];
for (const [what, text, verdict = plain] of forms)
  test(`a judge's answer with ${what}`, () => assert.deepEqual(readVerdict(replyOf(text), question), verdict));

test("a judge's answer: whole, with white space up to the token limit", () => {
  const reply = replyOf(`${say({ quote: "" }).text}\n\n\n`, { stop: "length" });
  assert.deepEqual(readVerdict(reply, question), { status: "scored", value: 0.5, evidence: "It says so." });
});

const unscored: [name: string, reply: ReturnType<typeof say>, reason: RegExp][] = [
  ["not JSON", replyOf("I think yes"), /^judge output invalid: not JSON$/],
  ["thoughts that nothing ends", replyOf(`<think>Is it ${say({}).text}`), /^judge output invalid: not JSON$/],
  ["a half in a comma's way", say({ value: "0,5" }), /^judge output invalid: value /],
  ["above the range", say({ value: 7 }), /^judge output invalid: value is above 1$/],
  ["below the range", say({ value: -0.1 }), /^judge output invalid: value is below 0$/],
  ["another type", say({ value: "high" }), /^judge output invalid: value /],
  ["a value of two meanings", say({ value: "1/2" }), /^judge output invalid: value /],
  ["no value, though decided", say({ value: null }), /^judge output invalid: value /],
  ["two answers", replyOf(`${say({}).text} or ${say({ value: 0 }).text}`), /^judge output invalid: 2 different JSON/],
  ["a missing field", replyOf('{"value": 1}'), /^judge output invalid: quote /],
  ["no object", replyOf("null"), /^judge output invalid: answer /],
  [
    "criteria that do not settle it",
    say({ decidable: false, reason: "[name 1] is silent" }),
    /^not decidable: Marla Quist is silent$/,
  ],
  ["a refusal", replyOf("no", { stop: "refusal" }), /^judge refused$/],
  ["cut off", replyOf('{"value": 1', { stop: "length" }), /^judge cut off at the token limit$/],
];
test("an answer that is none is kept as evidence", () => {
  const verdict = readVerdict(replyOf("I think yes"), question);
  assert.equal(verdict.status === "unscored" && verdict.evidence, "I think yes");
});

for (const [name, reply, reason] of unscored) {
  test(`a judge's answer that gives no score: ${name}`, () => {
    const verdict = readVerdict(reply, question);
    assert.match(verdict.status === "unscored" ? verdict.reason : "scored", reason);
  });
}
