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

test("a judge's answer: whole, with white space up to the token limit", () => {
  const reply = replyOf(`${say({ quote: "" }).text}\n\n\n`, { stop: "length" });
  assert.deepEqual(readVerdict(reply, question), { status: "scored", value: 0.5, evidence: "It says so." });
});

const unscored: [name: string, reply: ReturnType<typeof say>, reason: RegExp][] = [
  ["not JSON", replyOf("I think yes"), /^judge output invalid: not JSON$/],
  ["above the range", say({ value: 7 }), /^judge output invalid: value is above 1$/],
  ["below the range", say({ value: -0.1 }), /^judge output invalid: value is below 0$/],
  ["another type", say({ value: "1" }), /^judge output invalid: value /],
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
for (const [name, reply, reason] of unscored) {
  test(`a judge's answer that gives no score: ${name}`, () => {
    const verdict = readVerdict(reply, question);
    assert.match(verdict.status === "unscored" ? verdict.reason : "scored", reason);
  });
}
