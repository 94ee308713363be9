import { html, type Html } from "./html.ts";

/** A section that is folded under its heading, with what its content comes to beside it. */
export function foldedSection(id: string, title: string, content: Html | readonly Html[], brief = ""): Html {
  return html`<section aria-labelledby="${id}">
    <details class="fold">
      <summary>
        <h2 id="${id}">${title}</h2>
        ${brief ? html` <span class="muted">${brief}</span>` : null}
      </summary>
      ${content}
    </details>
  </section>`;
}
