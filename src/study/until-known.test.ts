import assert from "node:assert/strict";
import test from "node:test";
import { rows } from "../frames/rows.ts";
import { grade } from "../judges/grading/grade.ts";
import { random } from "../lib/random.ts";
import { plan } from "../runner/plan.ts";
import { openRun } from "../runner/open-run.ts";
import { results } from "../runner/results.ts";
import { run } from "../runner/run.ts";
import { sampleOptions } from "../runner/sample-options.ts";
import { sampleModel, sampleReply, sampleScenario } from "../runner/sample.ts";
import { sequence } from "../stats/gap/sequence.ts";
import { study } from "./study.ts";
import { untilKnown } from "./until-known.ts";

const options = sampleOptions();
const subject = () => {
  const next = random("subject");
  return sampleModel((request, { trial }) =>
    sampleReply(
      request.messages.length > 2
        ? "Because."
        : next() < (trial?.wording === "published" ? 0.9 : 0.1)
          ? "I ACT."
          : "I HOLD.",
    ),
  );
};
const scenario = sampleScenario(3);
const conditions = { tier: ["free"] };
const planned = plan({ scenarios: [scenario], models: ["openai-compatible/sample"], conditions, epochs: 60 });

test("asking stops once the gap is known to the width, which is what the sequence says then", async () => {
  const here = options({ models: [subject()], concurrency: 1 });
  const ran = await run(planned, { ...here, until: untilKnown(planned, { gap: 0.25 }) });
  assert.ok(ran.summary.done < planned.trials.length / 2, `${ran.summary.done} of ${planned.trials.length}`);
  assert.match(
    ran.summary.known!,
    /^the gap is known to ± 25\.0 points, −\d+\.\d \[−\d+\.\d, −\d+\.\d\] \(95\s% confidence sequences, valid at every look, of trials on exactly these wordings\)$/,
  );
  const [found] = sequence(rows(await grade(ran, { mode: "off", onProgress: () => {} })));
  const [low, high] = found!.gap!.interval;
  assert.ok((high - low) / 2 <= 0.25 && found!.gap!.rounds * 4 <= ran.summary.done);
  assert.equal((await openRun(ran.dir)).summary.known, ran.summary.known);
});

test("a narrower width goes on from there, to the same end whatever order replies come in", async () => {
  const here = options({ models: [subject()], concurrency: 1 });
  const first = await run(planned, { ...here, until: untilKnown(planned, { gap: 0.25 }) });
  const second = await run(planned, { ...here, until: untilKnown(planned, { gap: 0.2, rate: 0.2 }) });
  assert.ok(second.summary.done > first.summary.done);
  assert.match(second.summary.known!, /the gap is known to ± 20\.0 points.* and all 2 rates are known/);
  const done = (await Array.fromAsync(results(second))).filter(({ status }) => status === "done");
  const asked = (order: typeof done) => {
    const until = untilKnown(planned, { gap: 0.25 });
    let count = 0;
    for (const each of order) {
      count++;
      if (until(each) !== false) return count;
    }
    return null;
  };
  const inOrder = asked(done)!;
  // Backwards nothing is known before the first trials of the plan have come, which come last.
  assert.ok(asked(done.toReversed())! > done.length - planned.trials.length / 10 && inOrder < done.length);
});

test("a study stops so, too, and its gaps are of what there is", async () => {
  const studied = await study({
    scenarios: [scenario],
    models: [subject()],
    conditions,
    epochs: 60,
    until: { gap: 0.25 },
    ...options({ concurrency: 4, mode: "off" }),
  });
  assert.match(studied.run.summary.known!, /^the gap is known to ± 25\.0 points/);
  assert.equal(studied.gaps.find(({ outcome }) => outcome === "acts")!.publishedN! > 0, true);
});

test("what cannot be known in time runs to the end", async () => {
  const short = plan({ scenarios: [scenario], models: ["openai-compatible/sample"], conditions, epochs: 2 });
  const ran = await run(short, options({ models: [subject()], until: untilKnown(short, { gap: 0.01 }) }));
  assert.deepEqual([ran.summary.done, ran.summary.known], [short.trials.length, undefined]);
});

const judged = {
  ...scenario,
  outcomes: [
    { id: "meant", title: "M", one: "meant", headline: true, measure: { by: "rubric" as const, replies: ["action"], rubric: "Did it?" } }, // prettier-ignore
    { ...scenario.outcomes[0]!, headline: false },
  ],
};
const withJudge = plan({ scenarios: [judged], models: ["openai-compatible/sample"], conditions, epochs: 2 });
const oneSided = plan({ scenarios: [scenario], models: ["openai-compatible/sample"], arms: ["paraphrase"] });
for (const [what, of, known, says] of [
  ["no width", planned, {}, /neither gap nor rate/],
  ["an option there is not", planned, { width: 0.1 }, /until has no option "width": expected gap, rate/],
  ["a width in points", planned, { gap: 10 }, /gap 10, expected a proportion/],
  ["an outcome there is not", planned, { gap: 0.1, outcomes: ["act"] }, /no outcome "act" in this plan: expected acts/],
  [
    "an outcome that a judge grades",
    withJudge,
    { gap: 0.1 },
    /"meant" is graded by a judge afterwards: name outcomes.*\(acts\)/,
  ],
  ["one side only", oneSided, { gap: 0.1 }, /no scenario of this plan has a published side and paraphrases/],
] as const)
  test(`refused: ${what}`, () => assert.throws(() => untilKnown(of, known as never), says));

test("of outcomes that are named, those that patterns read count beside a judge's", () => {
  assert.equal(typeof untilKnown(withJudge, { gap: 0.1, outcomes: ["acts"] }), "function");
});
