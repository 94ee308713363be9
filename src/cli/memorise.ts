import { fixed, interval, signedFixed } from "../lib/number-text.ts";
import { aligned } from "../lib/aligned.ts";
import { parseArgs } from "node:util";
import { measureMemorisation, type Memorisation } from "../judges/recognition/measure-memorisation.ts";
import { loadScenario } from "../scenarios/load.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { memorisationContrast, type Foreknown } from "../stats/wordings/memorisation-contrast.ts";
import { interruptible } from "./interruptible.ts";

const usage = `usage: parallax memorise SCENARIO … [options]

How well a model foretells each wording's own words, in bits a token: fewer where it has read the text, or where the
text is plainer. So the published side is set beside its paraphrases, and that beside the same in the control, which
nobody has published.

  --model ID  one with log-probabilities of a prompt, whose weights are here (local/smollm2-135m)
  --json      what was measured, and the contrasts`;

const options = {
  model: { type: "string", default: "local/smollm2-135m" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** `parallax memorise`. Exit code 0 when all was measured, 2 on an error, 130 when interrupted. */
export async function main(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    if (positionals.length === 0) throw new Error("name a scenario, or several; --help says more");
    const scenarios = positionals.map((at) => loadScenario(at)).flatMap(withControl);
    return await interruptible(async ({ signal }) => {
      const found = await measureMemorisation(scenarios, values.model, { signal });
      const contrasts = (["bitsPerToken", "minK"] as const).map((measure) => ({
        measure,
        contrasts: memorisationContrast(found, scenarios, { measure }),
      }));
      if (values.json) console.log(JSON.stringify({ found, contrasts }, null, 2));
      else console.log([table(found), ...contrasts.map(inWords)].join("\n\n"));
      return 0;
    });
  } catch (error) {
    if ((error as Error).name === "AbortError") return 130;
    console.error(`parallax memorise: ${(error as Error).message}`);
    return 2;
  }
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
    const own = `${scenario}: ${published} less its ${k} paraphrases ${signed(difference)}`;
    if (control === null || net === null) return `${own}; no control was measured`;
    const within = ci === null ? "" : ` ${interval(ci, signed)}`;
    return `${own}; in the control (K = ${control.k}) ${signed(control.difference)}; net ${signed(net)}${within}`;
  });
  return [`Bits a token, ${of}:`, ...lines].join("\n");
}
