import { clientPath } from "../client-file.ts";
import { clientPage, keysDialog } from "../client-page.ts";
import { html } from "../html.ts";

/**
 * The view's document; its script fills it. In a folder without a server it brings its list itself.
 */
export function viewPage({ folder = false } = {}): string {
  const scripts = folder
    ? html`<script src="index.js"></script>
        <script defer src="view.js"></script>`
    : html`<link rel="preload" href="index.json" as="fetch" crossorigin="anonymous" />
        <script type="module" src="${clientPath("view/client/main")}"></script>`;
  const body = html`<header class="top">
      <h1>Transcripts</h1>
      <span id="run" class="muted"></span>
      <div id="notes"></div>
      <button id="help-button">keys <kbd>?</kbd></button>
    </header>
    <nav aria-label="trials">
      <div class="narrow">
        <input id="search" type="search" placeholder="search   /" aria-label="search" autocomplete="off" />
        <div id="menus"></div>
        <div class="state">
          <label><input id="filter-disputed" type="checkbox" /> judges disagree</label>
          <button id="clear" hidden>clear</button>
          <span id="count" role="status">reading the run …</span>
        </div>
      </div>
      <div id="list" role="listbox" tabindex="0" aria-label="trials"></div>
    </nav>
    <main id="reader" tabindex="-1" aria-label="conversation" aria-busy="true"></main>
    ${keysDialog}`;
  return clientPage({ title: "Transcripts", scripts, body });
}
