import { fixed } from "../../lib/number-text.ts";
import type { Model } from "../../models/model.ts";
import type { Finding } from "../../scenarios/gate/finding.ts";
import type { Scenario, Wording } from "../../scenarios/scenario.ts";
import { scriptText } from "../../scenarios/script-text.ts";
import type { Measured } from "../recognition/measured.ts";

/**
 * What a model's log-probabilities say of a wording's invariants: log p(Yes) − log p(No) to whether
 * the text says so, set beside the same for as many statements that it does not make (`foreign`,
 * another scenario's invariants). A report, never a verdict: its AUC says how far the model can
 * tell the two apart at all, with its standard error (Hanley and McNeil 1982). SmolLM2-135M came to
 * 0.58 on 35 against 35, its standard error 0.07: no better than chance.
 */
export async function measureEntailment(
  wording: Wording,
  stated: Scenario["invariants"],
  foreign: Scenario["invariants"],
  model: Model,
  measured: Measured,
): Promise<Finding> {
  const text = scriptText(wording);
  const odds = (statement: string) =>
    measured.figures(["entailment", model.identity, text, statement], async () => {
      const content = `${text}\n\nStatement: ${statement}\nDoes the text above say so? Answer Yes or No.`;
      const choices = ["Yes", "No"];
      const request = { messages: [{ role: "user" as const, content }], params: {}, seed: 0, schema: null, choices };
      const { choices: logprobs } = await model.generate(request, {});
      return [logprobs!["Yes"]! - logprobs!["No"]!];
    });
  const said = await Promise.all(stated.map(async ({ id, text }) => ({ id, odds: (await odds(text))[0]! })));
  const unsaid = await Promise.all(foreign.map(async ({ text }) => (await odds(text))[0]!));
  const { auc, se } = separates(
    said.map((each) => each.odds),
    unsaid,
  );
  const least = said.toSorted((a, b) => a.odds - b.odds)[0]!;
  const conclusion =
    auc - 1.96 * se > 0.5 ? `least sure of "${least.id}"` : "no better than chance, so it says nothing";
  const n = `${said.length} invariants against ${unsaid.length} of other scenarios`;
  return {
    check: "entailment",
    verdict: "report",
    detail: `${model.id}: AUC ${fixed(auc, 2)} ± ${fixed(se, 2)}, ${n}: ${conclusion}`,
  };
}

/** The share of pairs in which the first is above the second, ties half, and its standard error. */
export function separates(above: readonly number[], below: readonly number[]): { auc: number; se: number } {
  const [n, m] = [above.length, below.length];
  const won = above.flatMap((a) => below.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
  const auc = won.reduce<number>((sum, win) => sum + win, 0) / won.length;
  const [q1, q2] = [auc / (2 - auc), (2 * auc ** 2) / (1 + auc)];
  const variance = (auc * (1 - auc) + (n - 1) * (q1 - auc ** 2) + (m - 1) * (q2 - auc ** 2)) / (n * m);
  return { auc, se: Math.sqrt(variance) };
}
