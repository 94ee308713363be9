import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

/**
 * What this project is about. A `trial` is the binomial's own word, and a `model` the
 * statistician's.
 */
const domain = `
  wording rewording scenario arm published verbatim recognizable paraphrase recognition control
  judge judgement verdict grade rubric labeller input epoch gap outcome condition subject
  prompt reply transcript token llm simulated claim misalignment alignment eval evaluation
`
  .trim()
  .split(/\s+/);

/** Words of identifiers, comments and texts: `wordingRates` has two. */
const wordsOf = (text: string): string[] =>
  text
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}]+/u);

const domainWordsIn = (text: string): string[] => {
  const words = new Set(wordsOf(text));
  const plural = (word: string) => (word.endsWith("y") ? `${word.slice(0, -1)}ies` : `${word}s`);
  return domain.filter((word) => words.has(word) || words.has(plural(word)));
};

test("words of the domain are found in identifiers, comments and texts", () => {
  assert.deepEqual(domainWordsIn("const wordingRates = inputs[0]; // the judge's\nthrow `no gap`"), [
    "wording",
    "judge",
    "input",
    "gap",
  ]);
});

for (const file of readdirSync(import.meta.dirname).filter((each) => each !== path.basename(import.meta.filename)))
  test(`numbers/${file} knows nothing of what the numbers are of`, () => {
    assert.deepEqual(domainWordsIn(readFileSync(path.join(import.meta.dirname, file), "utf8")), []);
  });
