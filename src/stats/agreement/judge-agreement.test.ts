import assert from "node:assert/strict";
import test from "node:test";
import type { Grade } from "../../judges/verdict.ts";
import type { Label } from "../../judges/labels/labels.ts";
import { judgeAgreement } from "./judge-agreement.ts";

const grades: Grade[] = [1, 0, 1, 0, null].map((value, i) => {
  const head = { trial: `t${i}`, outcome: "acts", judge: "pattern", hash: "h" };
  return value === null
    ? { ...head, status: "unscored", reason: "refused" }
    : { ...head, status: "scored", value, evidence: null };
});
const of = (labeller: string, values: (number | null)[], outcome = "acts"): Label[] =>
  values.map((label, i) => ({ trial: `t${i}`, outcome, label, labeller, reason: "" }));

test("one agreement for each labeller, α over all; unscored and undecided are missing, and counted", () => {
  const found = judgeAgreement({ grades }, [...of("ada", [1, 0, 0, 0, 1]), ...of("bob", [1, 0, 1, null])]);
  assert.deepEqual(
    found.map(({ labeller, n, missing, confusion }) => [labeller, n, missing, confusion]),
    [
      [
        "ada",
        4,
        1,
        [
          [2, 1],
          [0, 1],
        ],
      ],
      [
        "bob",
        3,
        1,
        [
          [1, 0],
          [0, 2],
        ],
      ],
    ],
  );
  assert.deepEqual([found[0]!.alpha.items, found[0]!.alpha.grades], [4, 11]);
  assert.equal(found[0]!.kappa!.estimate, 0.5);
  assert.deepEqual(found[0]!.trials, [[["t1", "t3"], ["t2"]], [[], ["t0"]]]); // prettier-ignore
});

test("grades of one outcome may stand in for labels of another; labels of no graded trial are an error", () => {
  const labels = of("ada", [1, 0, 0, 0, 1], "really-acts");
  const [found] = judgeAgreement({ grades }, labels, { standsFor: { acts: "really-acts" } });
  assert.deepEqual([found!.outcome, found!.labelled, found!.n], ["acts", "really-acts", 4]);
  assert.throws(
    () => judgeAgreement({ grades }, labels),
    /no label is of a trial and outcome that was graded: labels are of .*, grades of /,
  );
});

test("it shows as a table: confusion, κ and α with their intervals, what is missing", () => {
  const labels = of("ada", [1, 0, 0, 0, 1]);
  const ungiven: Grade = {
    trial: "t0",
    outcome: "acts",
    judge: "",
    hash: "",
    status: "unscored",
    reason: "no judge given",
  };
  const found = judgeAgreement({ grades: [...grades, ungiven] }, labels);
  assert.equal(found.length, 1);
  const shown = (found as never as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")]!();
  assert.match(
    shown["text/plain"]!,
    /1\. acts\npattern · ada +4 \(1 missing\) +0: 0 ×2 1 ×1; 1: 0 ×0 1 ×1 +3\/4 \[0\.30, 0\.95\] +0\.50 \[/,
  );
  assert.match(shown["text/html"]!, /<td>pattern · ada<\/td>/);
});

test("trials tell the sides: errors on each, out of how many graded there, and a test that they are alike", () => {
  const arms = ["verbatim", "paraphrase", "recognizable"] as const;
  const all = arms.flatMap((arm) =>
    Array.from({ length: 20 }, (_, i) => ({ id: `${arm}${i}`, arm, scenario: "s", condition: {} })),
  );
  const grades: Grade[] = all.map(({ id, arm }, i) => {
    const missed = arm === "paraphrase" && i % 4 === 0;
    const value = missed ? 0 : Number(i % 2 === 0);
    return { trial: id, outcome: "acts", judge: "pattern", hash: "h", status: "scored", value, evidence: null };
  });
  const labels: Label[] = all.slice(0, 32).map(({ id }, i) => ({
    trial: id,
    outcome: "acts",
    label: Number(i % 2 === 0),
    labeller: "ada",
    reason: "",
  }));
  const trials = all.map((trial) => ({ trial })) as unknown as Parameters<typeof judgeAgreement>[0]["trials"];
  const [found] = judgeAgreement({ grades: grades, trials: trials! }, labels);
  const { published, paraphrase, equal } = found!.bySide!;
  assert.deepEqual([published.n, published.drawnFrom, paraphrase.n, paraphrase.drawnFrom], [20, 20, 12, 20]);
  const counts = [published.sensitivity, paraphrase.sensitivity, paraphrase.specificity];
  assert.deepEqual(
    counts.map((each) => [each!.successes, each!.trials]),
    [[10, 10], [3, 6], [6, 6]], // prettier-ignore
  );
  assert.ok(equal.p! < 0.1 && equal.sensitivity!.difference === -0.5);
  assert.equal(judgeAgreement({ grades: grades }, labels)[0]!.bySide, null);
});
