import { html } from "../html.ts";
import { clientFile } from "../client-file.ts";
import type { Answer, Asked } from "../asked.ts";
import { openView } from "./open-view.ts";

/**
 * What answers the view's requests for several runs: a list of them, and each under its number,
 * `/1/` being the first. Throws as {@link openView} does.
 */
export async function openViews(
  dirs: readonly string[],
  invariants?: string,
): Promise<(asked: Asked) => Promise<Answer | null>> {
  const views = await Promise.all(dirs.map((dir) => openView(dir, invariants)));
  return async (asked) => {
    if (asked.method !== "GET") return null;
    if (asked.url.pathname === "/") return { type: "text/html", body: listPage(dirs) };
    const [, number, rest] = /^\/(\d+)(\/.*)$/.exec(asked.url.pathname) ?? [];
    const view = number === undefined ? undefined : views[Number(number) - 1];
    if (view === undefined) return clientFile(asked.url.pathname);
    const url = new URL(asked.url);
    url.pathname = rest!;
    return view({ ...asked, url });
  };
}

function listPage(dirs: readonly string[]): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="color-scheme" content="light dark" />
        <title>Transcripts · Parallax</title>
        <link rel="icon" href="data:," />
      </head>
      <body>
        <h1>Transcripts</h1>
        <ol>
          ${dirs.map((dir, i) => html`<li><a href="${String(i + 1)}/">${dir}</a></li>`)}
        </ol>
      </body>
    </html>`.text;
}
