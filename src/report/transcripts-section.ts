import { whole } from "../lib/number-text.ts";
import { headOf, type Names } from "../plots/names.ts";
import type { Conversation } from "./conversations.ts";
import { Html, html } from "./html.ts";
import type { ShownTranscript } from "./transcript.ts";

const display = Symbol.for("Jupyter.display");

/**
 * The conversations that the numbers come from, folded, by scenario; then those that were asked
 * separately. A click on a point of a figure opens its own here.
 */
export function transcriptsSection(all: readonly Conversation[], names: Names): Html | null {
  if (all.length === 0) return null;
  const packed = all.length > many;
  const [together, separate] = [false, true].map((apart) => all.filter((each) => each.separate === apart));
  return html`<section aria-labelledby="transcripts">
    <h2 id="transcripts">What was said</h2>
    ${
      together!.length > 0
        ? html`<p>
            The first trial of each wording, from those that the numbers come from. A click on a point of a figure opens
            its wording’s. <span class="on-paper">On paper are those that were unfolded.</span>
          </p>`
        : null
    }
    ${byScenario(together!, names, packed)}
    ${
      separate!.length > 0
        ? html`<details class="card as-is">
            <summary>Asked separately <span class="muted">${whole(separate!.length)} texts</span></summary>
            <p>The model was let speak here, one conversation a text. No number on this page comes from these.</p>
            ${byScenario(separate!, names, packed)}
          </details>`
        : null
    }
  </section>`;
}

/**
 * More conversations than this are unpacked as they are unfolded: a browser opens no more at once.
 */
const many = 500;

function byScenario(all: readonly Conversation[], names: Names, packed: boolean): Html[] {
  return [...Map.groupBy(all, ({ scenario }) => scenario)].map(
    ([scenario, group]) =>
      html`<details class="card as-is">
        <summary>${headOf(names, scenario)} <span class="muted">${whole(group.length)} texts</span></summary>
        ${group.map((each) => folded(each, packed))}
      </details>`,
  );
}

function folded({ title, facts, shown }: Conversation, packed: boolean): Html {
  const said = html`<div class="transcripts">${new Html(htmlOf(shown))}</div>`;
  return html`<details class="conversation as-is">
    <summary><span>${title}</span> <span class="muted">${facts}</span></summary>
    ${packed ? html`<template>${said}</template>` : said}
  </details>`;
}

function htmlOf(transcript: ShownTranscript): string {
  return (transcript as unknown as Record<symbol, () => { "text/html": string }>)[display]!()["text/html"];
}
