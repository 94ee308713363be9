import { fixed, whole } from "../lib/number-text.ts";
import type { Figure } from "../plots/figure.ts";
import { figureElement } from "../plots/html.ts";
import { foldedSection } from "./folded-section.ts";
import { Html, html } from "./html.ts";

/** Pixels of a figure's height that a sheet of paper holds below a heading. */
const sheet = 980;

/**
 * How much a figure is made smaller on paper: no more than fits the width, and while it can be
 * read, the height.
 */
const zoomOf = ({ layout }: Figure): number => Math.max(0.5, Math.min(0.76, sheet / (layout.height ?? sheet)));

/** More figures than this are a list that is folded as a whole. */
const most = 12;

/**
 * Further figures, folded under what they show, and drawn once they are opened; how many more there
 * could be.
 */
export function figuresSection(figures: readonly Figure[], undrawn = 0): Html | null {
  if (figures.length === 0) return null;
  const cards = [
    ...figures.map(
      (figure) =>
        html`<details class="card">
          <summary>${titleOf(figure)}</summary>
          <figure style="--zoom:${fixed(zoomOf(figure), 2)}">${new Html(figureElement(figure))}</figure>
        </details>`,
    ),
    ...(undrawn > 0
      ? [
          html`<p class="muted">
            ${whole(undrawn)} comparisons more have no figure here: their numbers stand in the table, and wordingSpread
            draws any of them.
          </p>`,
        ]
      : []),
  ];
  return cards.length > most
    ? foldedSection("figures", "Figures", cards, `${figures.length}`, true)
    : html`<section aria-labelledby="figures">
        <h2 id="figures">Figures</h2>
        ${cards}
      </section>`;
}

/** What a figure shows, by how its description begins. */
const titleOf = ({ alt }: Figure): string => /^[^\n.;]*/.exec(alt)![0].replace(/(, highest first)?:[^:]*$/, "");
