import { clientPath } from "../client-file.ts";
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
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Transcripts · Parallax</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="style.css" />
        ${scripts}
      </head>
      <body>
        <header class="top">
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
              <span id="count" role="status"></span>
            </div>
          </div>
          <div id="list" role="listbox" tabindex="0" aria-label="trials"></div>
        </nav>
        <main id="reader" tabindex="-1" aria-label="conversation" aria-busy="true"></main>
        <dialog id="help" aria-labelledby="help-title">
          <h3 id="help-title">Keys</h3>
          <dl id="keys"></dl>
          <form method="dialog"><button>close</button></form>
        </dialog>
      </body>
    </html>`.text;
}
