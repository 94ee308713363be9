import { Html, html } from "./html.ts";
import type { ShownTranscript } from "./transcript.ts";

const display = Symbol.for("Jupyter.display");

/** Real conversations, side by side where the page is wide enough. */
export function transcriptsSection(transcripts: readonly ShownTranscript[]): Html | null {
  if (transcripts.length === 0) return null;
  return html`<section aria-labelledby="transcripts">
    <h2 id="transcripts">What was said</h2>
    <p>Single trials, to see what the numbers are made of; they prove nothing by themselves.</p>
    ${transcripts.map((transcript) => html`<div class="transcripts" tabindex="0">${new Html(shown(transcript))}</div>`)}
  </section>`;
}

function shown(transcript: ShownTranscript): string {
  return (transcript as unknown as Record<symbol, () => { "text/html": string }>)[display]!()["text/html"];
}
