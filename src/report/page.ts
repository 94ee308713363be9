import { createHash } from "node:crypto";
import { drawScript, plotlySource } from "../plots/html.ts";
import { html, Html } from "./html.ts";
import { pageActs } from "./page-acts.ts";
import { pageStyle } from "./page-style.ts";

/**
 * A whole HTML document around a page's content, with its style, and the script that draws its
 * figures and answers its buttons. Its content security policy names that script and plotly.js by
 * hash and lets nothing else run or load.
 */
export function page(title: string, content: Html): string {
  const script = `${drawScript()};(${pageActs.toString()})()`;
  const policy = [
    "default-src 'none'",
    `script-src ${source(script)} ${source(plotlySource())}`,
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${new Html(policy.join("; "))}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content="parallax-evals" />
        <title>${title}</title>
        ${new Html(`<style>${pageStyle}</style>`)}
      </head>
      <body>
        <main>${content}</main>
        ${new Html(`<script>${script}</script>`)}
      </body>
    </html> `;
  return document.text;
}

function source(script: string): string {
  return `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
}
