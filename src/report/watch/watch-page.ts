import { clientPath } from "../client-file.ts";
import { clientPage } from "../client-page.ts";
import { html } from "../html.ts";

/** The document of a page that watches a run; its script fills it. */
export function watchPage(): string {
  const body = html`<main>
    <h1>A run under way</h1>
    <p id="dir" class="muted"></p>
    <progress id="bar" aria-label="trials done" value="0" max="1"></progress>
    <p id="line" role="status"></p>
    <p><button id="notify" type="button">Tell me when it ends</button></p>
    <h2>Gaps so far</h2>
    <p class="muted">
      Of what needs no judge. An interval asks whether the rate differs on average, and says nothing of recognition. It
      is for one look: whoever watches it and stops when it pleases has another. To stop once enough is known, run with
      --until, whose limits hold at any look.
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="gaps so far">
      <table>
        <thead>
          <tr>
            <th scope="col">comparison</th>
            <th scope="col">gap, points</th>
            <th scope="col">95 % interval, for wordings like these</th>
            <th scope="col">half its width</th>
            <th scope="col">n, published vs paraphrase</th>
            <th scope="col">unscored</th>
          </tr>
        </thead>
        <tbody id="gaps"></tbody>
      </table>
    </div>
    <p id="read" class="muted"></p>
    <section id="rates" hidden>
      <h2>Rate limits</h2>
      <p class="muted">What providers say is left, and how many trials may be under way at once by it.</p>
      <ul id="limits"></ul>
    </section>
    <h2>What failed</h2>
    <ul id="failures"></ul>
  </main>`;
  return clientPage({
    title: "A run under way",
    scripts: html`<script type="module" src="${clientPath("watch/client/main")}"></script>`,
    body,
  });
}
