import type { Diagnostic } from "./language.ts";
import type { Bundle } from "./output.ts";

const most = 20;

/**
 * Complaints as they are shown below a cell: text, and HTML that looks like a warning in a light
 * and a dark page.
 */
export function typeWarning(found: Diagnostic[], name: string): Bundle | null {
  if (found.length === 0) return null;
  const all = found.map(({ file, line, column, message, code }) => {
    return `${file ?? name}, line ${line}, column ${column}: ${message} (${code})`;
  });
  const different = [...new Set(all)];
  const lines = different.slice(0, most);
  if (different.length > most) lines.push(`and ${different.length - most} more`);
  const style =
    "margin:0;padding:2px 8px;border-left:3px solid #e0a100;background:transparent;white-space:pre-wrap;" +
    "word-break:normal;overflow-wrap:anywhere;font-size:var(--jp-code-font-size,1em)";
  const html = `<pre style="${style}">${lines.map(escaped).join("\n")}</pre>`;
  return { data: { "text/plain": lines.join("\n"), "text/html": html }, metadata: {} };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
