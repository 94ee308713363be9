import { html, type Html } from "./html.ts";

/** A document that its script fills. */
export function clientPage({ title, scripts, body }: { title: string; scripts: Html; body: Html }): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Parallax</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="style.css" />
        ${scripts}
      </head>
      <body>
        ${body}
      </body>
    </html>`.text;
}

/** The keys that a page is worked by, which its script lists. */
export const keysDialog: Html = html`<dialog id="help" aria-labelledby="help-title">
  <h3 id="help-title">Keys</h3>
  <dl id="keys"></dl>
  <form method="dialog"><button>close</button></form>
</dialog>`;
