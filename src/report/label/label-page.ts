import { clientPath } from "../client-file.ts";
import { clientPage, keysDialog } from "../client-page.ts";
import { html } from "../html.ts";

/** The labelling page's document; its script fills it. */
export function labelPage(): string {
  const body = html`<header class="top">
      <label>who labels <input id="labeller" autocomplete="username" required placeholder="your name" /></label>
      <progress id="progress" max="1" value="0" aria-label="labelled"></progress>
      <span id="count" role="status"></span>
      <button id="help-button">keys <kbd>?</kbd></button>
    </header>
    <aside aria-label="criteria">
      <h1 id="outcome"></h1>
      <div id="criteria" class="text"></div>
    </aside>
    <main id="reader" tabindex="0" aria-label="conversation" aria-busy="true"></main>
    <footer>
      <div id="answers" role="group" aria-label="label"></div>
      <input id="reason" placeholder="reason, if you like   e" aria-label="reason" autocomplete="off" />
      <div class="walk">
        <button id="before" aria-label="before">←</button>
        <button id="next" aria-label="next">→</button>
      </div>
      <span id="saved" role="status"></span>
    </footer>
    ${keysDialog}`;
  return clientPage({
    title: "Labels",
    scripts: html`<script type="module" src="${clientPath("label/client/main")}"></script>`,
    body,
  });
}
