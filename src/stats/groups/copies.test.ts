import assert from "node:assert/strict";
import test from "node:test";
import { rowOf } from "../../frames/fixture.ts";
import type { Row } from "../../frames/row.ts";
import { random } from "../../lib/random.ts";
import { gap } from "../gap/gap.ts";

/** One published wording and `k` paraphrases with ten trials each, replies named by `replyOf`. */
function trials(k: number, replyOf: (wording: number, epoch: number) => Partial<Row>): Row[] {
  return Array.from({ length: k + 1 }, (_, w) =>
    Array.from({ length: 10 }, (_, epoch) =>
      rowOf({
        trial: `${w} ${epoch}`,
        wording: `w${w}`,
        arm: w === 0 ? "recognizable" : "paraphrase",
        published: w === 0,
        input: "",
        epoch,
        value: w % 2,
        ...replyOf(w, epoch),
      }),
    ),
  ).flat();
}

const drawsOf = (rows: Row[]) => gap(rows)[0]!.wordings.map(({ draws }) => Math.round(draws! * 100) / 100);
const sampled = { temperature: 1, replyLength: 40 };

for (const [name, replyOf, expected] of [
  ["ten copies at temperature 0 are one draw", () => ({ replyHash: "a", temperature: 0, replyLength: 40 }), 1],
  ["pairs are five", (_: number, e: number) => ({ replyHash: `${e >> 1}`, temperature: 0, replyLength: 40 }), 5],
  [
    "nine and one are worth little more than one",
    (_: number, e: number) => ({ replyHash: e < 9 ? "a" : "b", temperature: 0, replyLength: 40 }),
    1.22,
  ],
  ["a long reply does not come out twice by chance", () => ({ replyHash: "a", temperature: 1, replyLength: 900 }), 1],
  ["a short reply of a sampled model does", () => ({ replyHash: "a", ...sampled }), 10],
  [
    "and one of a model whose temperature was left to it",
    () => ({ replyHash: "a", temperature: NaN, replyLength: 40 }),
    10,
  ],
  [
    "a simulated subject draws every reply",
    () => ({ replyHash: "a", temperature: 0, replyLength: 900, simulated: true }),
    10,
  ],
  ["without hashes every trial is a draw", () => ({ temperature: 0 }), 10],
  ["a forced choice is one draw by nature", () => ({ replyHash: "a", elicit: "choice" as const, replyLength: NaN }), 1],
  [
    "replies to different inputs are no copies",
    (_: number, e: number) => ({ replyHash: "a", temperature: 0, input: `q${e}` }),
    10,
  ],
] as [string, (wording: number, epoch: number) => Partial<Row>, number][])
  // prettier-ignore
  test(name, () => assert.deepEqual(new Set(drawsOf(trials(3, replyOf))), new Set([expected])));

test("a gap says what copies its trials are, and rates that are all 0 or 1", () => {
  const [copied] = gap(trials(3, () => ({ replyHash: "a", temperature: 0 })));
  assert.deepEqual(copied!.copies, { wordings: 4, trials: 40, draws: 4 });
  assert.equal(copied!.constant, true);
  const [free] = gap(trials(3, (w, e) => ({ replyHash: `${w} ${e}`, value: e % 2 })));
  assert.deepEqual([free!.copies, free!.constant], [null, false]);
});

for (const [name, k, size] of [
  ["ten copies of one reply a wording, K = 8", 8, 10],
  ["ten copies, K = 20", 20, 10],
  ["pairs, K = 8", 8, 2],
] as const)
  test(`the headline interval covers the true gap: ${name}`, () => {
    const next = random(name);
    const rateOf = () => 1 / (1 + Math.exp(-0.8 * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(6.2831853 * next())));
    let covered = 0;
    for (let set = 0; set < 200; set++) {
      const value = new Map<string, number>();
      const rates = Array.from({ length: k + 1 }, (_, w) => (w === 0 ? 0.5 : rateOf()));
      const rows = trials(k, (w, e) => {
        const reply = `${w} ${Math.floor(e / size)}`;
        if (!value.has(reply)) value.set(reply, Number(next() < rates[w]!));
        return { replyHash: reply, temperature: 0, value: value.get(reply)! };
      });
      const [low, high] = gap(rows)[0]!.ciLike!;
      if (low <= 0 && 0 <= high) covered++;
    }
    assert.ok(covered >= 182, `${covered} of 200`);
  });
