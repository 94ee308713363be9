import { html } from "./html.ts";

/**
 * A page of a local server in a notebook's cell: a link, which works everywhere, and the page in a
 * frame where it may.
 */
export function displayPage(url: string, title: string): { "text/html": string; "text/plain": string } {
  const frame = html`<div>
    <p><a href="${url}" target="_blank" rel="noopener">${title}: ${url}</a> (as long as this kernel runs)</p>
    <iframe
      src="${url}"
      title="${title}"
      style="width:100%;height:640px;border:1px solid #8888;border-radius:8px"
    ></iframe>
  </div>`;
  return { "text/html": frame.text, "text/plain": `${title}: ${url}` };
}
