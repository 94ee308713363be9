import { bestDesignTable } from "../stats/design/best-design-table.ts";
import { bestDesign, type Spending } from "../stats/design/best-design.ts";
import type { power } from "./commands/power.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { orMisuse } from "./frame/misuse.ts";
import { pick } from "./frame/pick.ts";

/** `parallax power`: all done when it is told, also that the money is too little. */
export async function main({ options }: Given<typeof power>, show: Show): Promise<number> {
  const found = orMisuse(() => bestDesign(spendingOf(options), pick(options, "seed")));
  show({ text: bestDesignTable(found, "text", process.stdout.columns), json: () => found });
  return exitCode.done;
}

function spendingOf(options: Given<typeof power>["options"]): Spending {
  const { budget, gap, rate = 50, model, tokens = 1500, tokensOut = 400, sensitivity, specificity } = options;
  return {
    usd: budget,
    gap: gap / 100,
    rate: rate / 100,
    ...pick(options, "tau", "trialUsd", "wordingUsd", "labelUsd"),
    ...(model !== undefined && { model, tokens: { input: tokens, output: tokensOut } }),
    question: options.question === "draw" ? "asDraw" : "onAverage",
    controls: options.controls,
    judge: sensitivity === undefined || specificity === undefined ? null : { sensitivity, specificity },
  };
}
