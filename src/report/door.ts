import { html } from "./html.ts";
import type { Answer } from "./asked.ts";

/**
 * What the script below finds the way by; pages keep their own address under it, see
 * view/client/remember.ts.
 */
const kept = "parallax-address";

/**
 * What a server answers without its secret: nothing of what it serves, and a script that leads a
 * browser which has had the page open to it, as links of figures, which know no secret, come here.
 * Storage is the browser's own, by port.
 */
export function door(path: string): Answer | null {
  if (path === "/door.js")
    return {
      type: "text/javascript",
      body: `const address = localStorage.getItem("${kept}"); if (address) location.replace(address + location.hash);`,
    };
  if (path !== "/") return null;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Parallax</title>
        <link rel="icon" href="data:," />
        <script src="door.js"></script>
      </head>
      <body>
        <p>
          Only whoever started this server sees what it serves: open the whole address that was printed then, or shown
          in the notebook, once in this browser. Links of figures lead there from then on.
        </p>
      </body>
    </html>`;
  return { status: 403, type: "text/html", body: page.text };
}
