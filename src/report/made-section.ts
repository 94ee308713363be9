import { dollars, whole } from "../lib/number-text.ts";
import { ownCommit, ownVersion } from "../lib/own-version.ts";
import { describeCacheUse } from "../runner/describe.ts";
import { foldedSection } from "./folded-section.ts";
import { html, type Html } from "./html.ts";
import type { Made } from "./made.ts";

/**
 * How the numbers were made, run by run, the commands that make them again, and how to cite them.
 */
export function madeSection(runs: readonly Made[], rerun: readonly string[], take: Html): Html {
  return foldedSection(
    "made",
    "How it was made, and how to cite it",
    html`${runs.map((run) => facts(run))}
      <h3>Cite it</h3>
      <p class="cite">${citation(runs)}</p>
      ${take}
      ${
        rerun.length > 0
          ? html`<h3>Make it again</h3>
              <pre class="command" tabindex="0" role="group" aria-label="commands">${rerun.join("\n")}</pre>`
          : null
      }
      ${sources(runs)} ${varied(runs)}`,
    brief(runs),
  );
}

/** Models and the day of each run, in a line. */
const brief = (runs: readonly Made[]): string =>
  runs.map(({ models, created }) => `${models.map(({ id }) => id).join(", ")}, ${created.slice(0, 10)}`).join("; ");

function citation(runs: readonly Made[]): string {
  const at = ownCommit();
  const by = `parallax-evals ${ownVersion()}${at ? `, commit ${at.commit}${at.changed ? " with changes" : ""}` : ""}`;
  const each = runs.map(
    ({ plan, created, models }) =>
      `plan ${plan.slice(0, 12)} on ${models.map(modelText).join(", ")}, begun ${created.slice(0, 10)}`,
  );
  return `The Parallax authors. ${by}. Findings of ${each.join("; ")}.`;
}

function facts(howMade: Made): Html {
  const { counts } = howMade;
  const tokens = `${whole(counts.inputTokens)} in, ${whole(counts.outputTokens)} out`;
  const cost = counts.usd === null ? "not known at catalogue prices" : `${dollars(counts.usd)} at catalogue prices`;
  const rows: [string, string | Html | Html[]][] = [
    ["run", howMade.dir],
    ["begun", howMade.created],
    ["plan", howMade.plan],
    ["seed", String(howMade.seed)],
    ["mode", howMade.mode],
    ["models", howMade.models.map((model) => html`<div>${modelText(model)}</div>`)],
    ["judged by", howMade.judges.join(", ") || "nothing"],
    ["parameters", JSON.stringify(howMade.params)],
    [
      "trials",
      `${counts.planned} planned, ${counts.done} done, ${counts.failed} failed, ${counts.refused} refused, ${counts.cached} from cache`,
    ],
    ["tokens", tokens],
    ["cost", [cost, ...(counts.promptCache === undefined ? [] : [describeCacheUse(counts.promptCache)])].join("; ")],
    [
      "versions",
      Object.entries(howMade.versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(", "),
    ],
  ];
  return html`<dl class="facts">
    ${rows.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function modelText({ id, simulated, served, identity }: Made["models"][number]): string {
  const as = served.length > 0 && served.join() !== id ? `, served as ${served.join(", ")}` : "";
  const weights = Object.entries(identity).filter(([name]) => /hash|sha/i.test(name));
  const hashes = weights.map(([name, value]) => `, ${name} ${String(value).slice(0, 16)}`).join("");
  return `${id}${simulated ? " (simulated)" : ""}${as}${hashes}`;
}

function sources(runs: readonly Made[]): Html | null {
  const cited = new Map(
    runs.flatMap(({ scenarios }) => scenarios).flatMap(({ citation, url }) => (citation ? [[citation, url]] : [])),
  );
  if (cited.size === 0) return null;
  return html`<h3>Sources of the published scenarios</h3>
    <ul>
      ${[...cited].map(([citation, url]) => html`<li>${citation} ${url}</li>`)}
    </ul>`;
}

function varied(runs: readonly Made[]): Html | null {
  const published = new Map(runs.flatMap(({ scenarios }) => scenarios).map((scenario) => [scenario.id, scenario]));
  const rows = [...published.values()].filter((scenario) => scenario.varied.length > 0);
  if (rows.length === 0) return null;
  return html`<details class="card">
    <summary>What the originals varied, and whether it is carried here</summary>
    ${rows.map(
      (scenario) =>
        html`<p>${scenario.title}</p>
          <ul>
            ${scenario.varied.map(({ text, carried }) => html`<li>${text} <em>${carriedText(carried)}</em></li>`)}
          </ul>`,
    )}
  </details>`;
}

function carriedText(carried: string | null): string {
  if (carried === null) return "Not carried.";
  return ["inputs", "wordings", "edits"].includes(carried) ? `Carried by ${carried}.` : "Carried as a condition.";
}
