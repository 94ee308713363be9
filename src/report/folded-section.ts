import { html, type Html } from "./html.ts";

/**
 * A section that is folded under its heading, with what its content comes to beside it.
 * `asIs`, it is printed only where it was unfolded.
 */
export function foldedSection(
  id: string,
  title: string,
  content: Html | readonly Html[],
  brief = "",
  asIs = false,
): Html {
  return html`<section aria-labelledby="${id}">
    <details class="${asIs ? "fold as-is" : "fold"}">
      <summary>
        <h2 id="${id}">${title}</h2>
        ${brief ? html` <span class="muted">${brief}</span>` : null}
        ${asIs ? html` <span class="muted on-paper">on paper where it was unfolded</span>` : null}
      </summary>
      ${content}
    </details>
  </section>`;
}
