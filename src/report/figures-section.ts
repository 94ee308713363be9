import type { Figure } from "../plots/figure.ts";
import { figureElement } from "../plots/html.ts";
import { Html, html } from "./html.ts";

/** The figures, drawn in the page. */
export function figuresSection(figures: readonly Figure[]): Html | null {
  if (figures.length === 0) return null;
  return html`<section aria-labelledby="figures">
    <h2 id="figures">Figures</h2>
    <div class="figures">${figures.map((figure) => html`<figure>${new Html(figureElement(figure))}</figure>`)}</div>
  </section>`;
}
