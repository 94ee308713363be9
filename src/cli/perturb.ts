import { fixed } from "../lib/number-text.ts";
import { perturbations, type Perturbations } from "../scenarios/perturbations/perturbations.ts";
import type { Wording } from "../scenarios/scenario.ts";
import { leastErrorDf } from "../stats/cues/estimate-cues.ts";
import type { perturb } from "./commands/perturb.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { orMisuse } from "./frame/misuse.ts";
import { pick } from "./frame/pick.ts";

/** `parallax perturb`: all done when as many texts as asked for pass the gate. */
export async function main({ options, named: [at] }: Given<typeof perturb>, show: Show): Promise<number> {
  const { resolution } = options;
  const asked = {
    ...pick(options, "n", "factors", "bases", "seed"),
    ...(resolution !== undefined && { resolution: Number(resolution) as 3 | 4 | 5 }),
  };
  const found = orMisuse(() => perturbations(at!, asked));
  show({ text: described(found), json: () => ({ ...found, ...listed(found) }) });
  return found.wordings.length + found.awaiting.length === found.design.asked ? exitCode.done : exitCode.notAll;
}

function listed({ wordings, awaiting, rejected }: Perturbations) {
  const of = ({ id, perturbation, title, turns }: Wording) => ({ id, ...perturbation!, title, text: turns });
  return {
    wordings: wordings.map((wording) => ({ ...of(wording), verdict: "pass" })),
    awaiting: awaiting.map(({ wording, through }) => ({ ...of(wording), verdict: "awaits a model", through })),
    rejected: rejected.map(({ wording, findings }) => ({ ...of(wording), verdict: "reject", findings })),
  };
}

const output = {
  2: "main effects cannot all be told",
  3: "main effects can be told if no two factors do something together",
  4: "main effects can be told whatever two factors do together",
  5: "main effects and what two factors do together can be told",
};

function described({ scenario, factors, wordings, awaiting, rejected, design, leftOut }: Perturbations): string {
  const { bases, possible, dEfficiency, resolution } = design;
  const lines = [
    `${scenario}: ${wordings.length} texts of ${possible} combinations, made from ${bases.length === 1 ? "one wording" : `${bases.length} wordings`}`,
    ...factors.map(({ title, levels }) => `  ${title}: ${levels.map((level) => level.title).join(" | ")}`),
    ...notVaried(leftOut, design.asked),
    `${output[resolution]}; D-efficiency ${fixed(100 * dEfficiency, 0)} %`,
    ...toTellMore(design, wordings.length + awaiting.length),
    ...(awaiting.length > 0
      ? [`${awaiting.length} more await a model, which takes them through a language and back: texts.translateWording`]
      : []),
    `${rejected.length === 0 ? "none" : rejected.length} rejected by the gate`,
    ...rejected.map(
      ({ wording, findings }) =>
        `  ${wording.id} (${wording.title}): ${findings.map(({ check, detail }) => `${check}: ${detail}`).join("; ")}`,
    ),
  ];
  return lines.join("\n");
}

/** How many texts it takes for effects with an error, and for what two factors do together. */
function toTellMore({ possible, resolution, columns }: Perturbations["design"], texts: number): string[] {
  const least = columns.main + leastErrorDf;
  const all = columns.main + columns.pairs;
  const remedy = possible < least ? "vary more --bases or fewer --factors" : `--n ${least} or more, or fewer --factors`;
  return [
    ...(texts < least
      ? [
          `parallax cues gives no effect of fewer than ${least} texts with these factors, as no error is left: ${remedy}`,
        ]
      : []),
    ...(resolution < 5 && possible > all
      ? [`to tell also what each two do together: --n ${all} or more, or fewer --factors`]
      : []),
  ];
}

function notVaried({ bases, factors, spared = [], needModel = [] }: Perturbations["leftOut"], n: number): string[] {
  const one = bases[0] ?? "";
  return [
    ...(bases.length > 0
      ? [`not varied, since some factor is not declared for it: ${bases.join(", ")}; --bases ${one} varies what can be`]
      : []),
    ...(factors.length > 0 ? [`left out, since not declared for all of these wordings: ${factors.join(", ")}`] : []),
    ...(spared.length > 0
      ? [`left out, so that ${n} texts tell effects apart: ${spared.join(", ")}; --resolution 3 varies them as well`]
      : []),
    ...(needModel.length > 0
      ? [`left out, since a model must write it: ${needModel.join(", ")}; name it under --factors to plan it`]
      : []),
  ];
}
