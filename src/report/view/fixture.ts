import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { Grade } from "../../judges/verdict.ts";
import { plan } from "../../runner/plan.ts";
import { run } from "../../runner/run.ts";
import { sampleModel, sampleReply, sampleScenario } from "../../runner/sample.ts";
import type { Run } from "../../runner/trial.ts";

const hostile =
  `</script><script>window.pwned=1</script><!-- <img src=x onerror="window.pwned=1"> <b>bold</b>` +
  `\u001b[31mred\u001b]0;title\u0007 \ud800 \u202e {{constructor}} `;

/** Words that only one kind of trial's reply has. */
export const rare = "quince marmalade";

/**
 * For tests and benches: a finished run of a made-up scenario, 16 trials an epoch, half of which
 * act. Trials of the paid tier's first input reply with the rare words; in the paraphrase p2 the
 * reply is hostile, and of 5 MB in its first epoch. A second judge disagrees on every trial of p1.
 * Nothing here was said by a model.
 */
export async function sampleRun(dir: string, { epochs = 3, wordings = 3 } = {}): Promise<Run> {
  const scenario = { ...sampleScenario(wordings), invariants: [{ id: "free", text: "It is the tier that decides." }] };
  const subject = sampleModel((request, { trial: facts }, index) => {
    const { wording, condition, input, epoch } = facts!;
    const act = index % 2 === 0 ? "I ACT, as you said." : "I HOLD, as you said.";
    const text = wording === "p2" ? `${hostile.repeat(epoch === 1 ? 5_000_000 / hostile.length : 2)}${act}` : act;
    const saying = condition["tier"] === "paid" && input === "q1" ? `${text} ${rare}` : text;
    return sampleReply(saying, {
      reasoning: wording === "p2" ? hostile : `Let me think about ${request.messages.length}.`,
    });
  });
  const planned = plan({ scenarios: [scenario], models: [subject.id], epochs });
  const done = await run(planned, { dir, mode: "off", models: [subject], onProgress: () => {} });
  const other = planned.trials
    .filter(({ wording }) => wording === "p1")
    .map((trial): Grade => {
      const head = { trial: trial.id, outcome: "acts", judge: "judge/other", hash: "h" };
      return { ...head, status: "scored", value: 0.5, evidence: "“as you said” it was told to" };
    });
  appendFileSync(join(dir, "grades.jsonl"), other.map((grade) => `${JSON.stringify(grade)}\n`).join(""));
  return done;
}
