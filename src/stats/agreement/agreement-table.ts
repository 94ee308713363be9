import { fixed, interval, pNumber } from "../../lib/number-text.ts";
import type { Counted } from "./agreement.ts";
import type { Interval } from "../numbers/interval.ts";
import type { JudgeAgreement } from "./outcome-agreement.ts";
import { formatTable, type TableFormat } from "../../lib/table-format.ts";

const header = ["judge · labeller", "n", "confusion", "alike", "κ", "α", "sensitivity", "specificity"];

/** Agreement of judges with labellers as a table, each with its intervals and confusion. */
export function agreementTable(
  found: readonly JudgeAgreement[],
  { format = "text" }: { format?: TableFormat } = {},
): string {
  const lines = found.map((each, i) => {
    const { outcome, labelled, judge, labeller, n, missing, observed, kappa, alpha, sensitivity, specificity } = each;
    const label = `${i + 1}. ${outcome}${labelled === outcome ? "" : `, standing for ${labelled}`}`;
    const size = missing === 0 ? String(n) : `${n} (${missing} missing)`;
    const [k, a] = [figure(kappa?.estimate ?? null, kappa?.ci ?? null), figure(alpha.alpha, alpha.ci)];
    const shares = [sensitivity, specificity].map(share);
    return { label, cells: [`${judge} · ${labeller}`, size, confusionOf(each), share(observed), k, a, ...shares] };
  });
  const caption = "Judges beside labellers, same trials; confusion: by label, how many got which grade";
  const notes = [
    "κ and α fall as one label gets rare, whatever the judge: read them beside the confusion.",
    ...found.flatMap((each, i) => bySideOf(each).map((text) => `${i + 1}. ${text}`)),
  ];
  return formatTable({ caption, header, lines, notes }, format);
}

function confusionOf({ labels, confusion }: JudgeAgreement): string {
  if (labels.length === 0) return "–";
  return labels
    .map((label, i) => `${label}: ${labels.map((other, j) => `${other} ×${confusion[i]![j]}`).join(" ")}`)
    .join("; ");
}

/** The judge's errors on either side, and whether they are alike. */
function bySideOf({ bySide }: JudgeAgreement): string[] {
  if (bySide === null) return [];
  const side = (name: "published" | "paraphrase") =>
    `sensitivity ${share(bySide[name].sensitivity)}, specificity ${share(bySide[name].specificity)}`;
  const p = bySide.equal.p === null ? "cannot be told" : `p = ${pNumber(bySide.equal.p)}`;
  return [`published side: ${side("published")}; paraphrases: ${side("paraphrase")}; equal errors: ${p} (exact, Holm)`];
}

function share(counted: Counted | null): string {
  return counted === null || counted.trials === 0
    ? "–"
    : `${counted.successes}/${counted.trials} ${interval(counted.ci, two)}`;
}

function figure(estimate: number | null, ci: Interval | null): string {
  return estimate === null ? "cannot be told" : `${two(estimate)}${ci === null ? "" : ` ${interval(ci, two)}`}`;
}

const two = (value: number): string => fixed(value, 2);
