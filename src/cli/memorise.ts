import { fixed, interval, signedFixed } from "../lib/number-text.ts";
import { aligned } from "../lib/aligned.ts";
import { measureMemorisation, type Memorisation } from "../judges/recognition/measure-memorisation.ts";
import { openModel } from "../models/open.ts";
import { loadScenario } from "../scenarios/load.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { memorisationContrast, type Foreknown } from "../stats/wordings/memorisation-contrast.ts";
import type { memorise } from "./commands/memorise.ts";
import type { Given, Show } from "./frame/command.ts";
import { exitCode } from "./frame/exit-code.ts";
import { Misuse, orMisuse, orMisused } from "./frame/misuse.ts";
import { interruptible } from "./interruptible.ts";

/** `parallax memorise`: all done when all was measured. */
export async function main({ options, named }: Given<typeof memorise>, show: Show): Promise<number> {
  const scenarios = orMisuse(() => named.map((at) => loadScenario(at)).flatMap(withControl));
  await using open = new AsyncDisposableStack();
  const model = open.adopt(await orMisused(() => openModel(options.model)), (opened) => opened.close?.());
  if (!model.can.score)
    throw new Misuse(`${model.id} gives no log-probabilities of a prompt: use a local/ model, whose weights are here`);
  return await interruptible(async ({ signal }) => {
    try {
      const found = await measureMemorisation(scenarios, model, { signal });
      const contrasts = (["bitsPerToken", "minK"] as const).map((measure) => ({
        measure,
        contrasts: memorisationContrast(found, scenarios, { measure }),
      }));
      show({
        text: [table(found), ...contrasts.map(inWords)].join("\n\n"),
        json: () => ({ found, contrasts }),
      });
      return exitCode.done;
    } catch (error) {
      if ((error as Error).name === "AbortError") return exitCode.interrupted;
      throw error;
    }
  });
}

const withControl = (scenario: Scenario): Scenario[] =>
  scenario.control === null ? [scenario] : [scenario, loadScenario(scenario.control)];

function table(found: readonly Memorisation[]): string {
  const rows = found.map(({ scenario, wording, tokens, bitsPerToken, minK }) => [
    scenario,
    wording,
    String(tokens),
    fixed(bitsPerToken, 2),
    fixed(minK, 2),
  ]);
  return aligned([["scenario", "wording", "tokens", "bits a token", "least likely fifth"], ...rows], 2).join("\n");
}

function inWords({ measure, contrasts }: { measure: string; contrasts: readonly Foreknown[] }): string {
  const signed = (value: number) => signedFixed(value, 2);
  const of = measure === "minK" ? "the least likely fifth of tokens" : "all tokens";
  const lines = contrasts.map(({ scenario, published, difference, k, control, net, ci }) => {
    const contrast = `${scenario}: mean of ${k} paraphrases − ${published} ${signed(difference)}`;
    if (control === null || net === null) return `${contrast}; no control was measured`;
    const within = ci === null ? "" : ` ${interval(ci, signed)}`;
    return `${contrast}; in the control (K = ${control.k}) ${signed(control.difference)}; net ${signed(net)}${within}`;
  });
  return [`Bits a token, ${of}:`, ...lines].join("\n");
}
