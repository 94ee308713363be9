import { privateFolder } from "../../lib/private.ts";
import type { Finding } from "../../scenarios/gate/finding.ts";
import type { Scenario, Wording } from "../../scenarios/scenario.ts";
import type { Model } from "../../models/model.ts";
import type { AskOptions } from "../asking/ask-options.ts";
import { openInquiry } from "../asking/inquiry.ts";
import { openJudge } from "../asking/open-judge.ts";
import { readVerdict } from "../asking/read-verdict.ts";
import { gateQuestions } from "./gate-questions.ts";

/** Asks a judge about every point of a wording. */
export interface PointJudge {
  findings(scenario: Scenario, wording: Wording): Promise<Finding[]>;
  close(): Promise<void>;
}

/**
 * Opens a judge of wordings; its replies are kept in `judgements.jsonl` of the folder, and none is
 * asked for twice. A point valued below 0.5 fails; one that the judge does not settle is not
 * measured.
 */
export async function openPointJudge(judge: string | Model, dir: string, options: AskOptions): Promise<PointJudge> {
  privateFolder(dir);
  await using opening = new AsyncDisposableStack();
  const inquiry = opening.use(await openInquiry(dir, options));
  const asked = opening.adopt(await openJudge(judge, inquiry, options), (opened) => opened.close());
  const opened = opening.move();
  const finding = async (place: string, { check, question }: ReturnType<typeof gateQuestions>[number]) => {
    const judgement = await asked.ask(question, place, check);
    if (typeof judgement === "string") return { check, verdict: "unmeasured", detail: judgement } satisfies Finding;
    const verdict = readVerdict(judgement.reply, question);
    if (verdict.status === "unscored")
      return { check, verdict: "unmeasured", detail: verdict.reason } satisfies Finding;
    const evidence = verdict.evidence ?? "";
    const detail = `${asked.id}: ${verdict.value} ${evidence}`;
    return { check, verdict: verdict.value < 0.5 ? "fail" : "pass", detail, evidence } satisfies Finding;
  };
  return {
    findings: async (scenario, wording) => {
      if (wording.heldOut && !asked.id.startsWith("local/"))
        return [{ check: "invariants", verdict: "unmeasured", detail: "held out: only a local/ judge may see it" }];
      const points = gateQuestions(scenario, wording, options.params ?? {});
      return Promise.all(points.map((point) => finding(`${scenario.id}/${wording.id}`, point)));
    },
    close: () => opened.disposeAsync(),
  };
}
