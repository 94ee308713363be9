import { html, Html } from "../../src/report/html.ts";
import { themeStyle } from "../../src/report/theme-style.ts";
import type { Entry } from "./entries.ts";
import { prelude } from "./examples-program.ts";
import type { Outcome } from "./run-examples.ts";

/** What stands together in the reference, by the room that it comes from. */
const rooms: [room: RegExp, title: string][] = [
  [/^study/, "A study"],
  [/^scenarios/, "Scenarios"],
  [/^models/, "Models"],
  [/^runner/, "Running"],
  [/^judges/, "Judging"],
  [/^frames/, "Frames"],
  [/^(stats|lib)/, "Gaps and what is made of them"],
  [/^plots/, "Figures"],
  [/^report/, "Pages and transcripts"],
];

/**
 * The whole reference as one page that needs no network: every public name, what it does, an
 * example.
 */
export function referencePage(all: readonly Entry[], outcomes: readonly Outcome[], version: string): string {
  const results = new Map(outcomes.map((each) => [each.name, each.shown]));
  const anchors = new Map(all.flatMap(({ name }) => [[name.split(".").at(-1)!, name] as const, [name, name] as const]));
  const groups = groupsOf(all);
  const nav = groups.map(
    ({ title, entries }) =>
      html`<details>
        <summary>${title}</summary>
        ${entries.map(({ name }) => html`<a href="#${name}">${name}</a> `)}
      </details>`,
  );
  const sections = groups.map(
    ({ title, entries }) =>
      html`<section>
        <h2>${title}</h2>
        ${entries.map((each) => article(each, results, anchors))}
      </section>`,
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Parallax ${version}: reference</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <nav aria-label="names">${nav}</nav>
        <main>
          <h1>Parallax ${version}: reference</h1>
          <p>
            Everything that <code>import { … } from "parallax-evals"</code> gives. Every example was run as it stands,
            after this; what it gave stands below it.
          </p>
          <pre tabindex="0"><code>${prelude}</code></pre>
          ${sections}
        </main>
      </body>
    </html>`.text;
}

interface Group {
  title: string;
  entries: Entry[];
}

/** Values first, by room and then by namespace; types by the same, after all of them. */
function groupsOf(all: readonly Entry[]): Group[] {
  const titleOf = ({ name, file }: Entry) =>
    name.includes(".") ? name.split(".")[0]! : (rooms.find(([room]) => room.test(file))?.[1] ?? "More");
  const of = (kind: Entry["kind"], suffix: string): Group[] => {
    const found = Map.groupBy(
      all.filter((each) => each.kind === kind),
      titleOf,
    );
    const titles = [...rooms.map(([, title]) => title), ...found.keys()];
    return [...new Set(titles)].flatMap((title) => {
      const entries = found.get(title) ?? [];
      return entries.length === 0 ? [] : [{ title: title + suffix, entries }];
    });
  };
  return [...of("value", ""), ...of("type", ": types")];
}

function article(
  { name, file, kind, doc, examples, signature }: Entry,
  results: ReadonlyMap<string, string | null>,
  anchors: ReadonlyMap<string, string>,
): Html {
  const result = results.get(name);
  return html`<article id="${name}">
    <h3><a href="#${name}">${name}</a> <small>src/${file}</small></h3>
    ${doc === "" ? null : paragraphs(doc, anchors)}
    <pre class="${kind}" tabindex="0"><code>${signature}</code></pre>
    ${examples.map((code) => html`<pre class="example" tabindex="0"><code>${code}</code></pre>`)}
    ${result ? html`<pre class="result" tabindex="0"><samp>${result}</samp></pre>` : null}
  </article>`;
}

/** A docstring as paragraphs, its code and its links marked. */
function paragraphs(doc: string, anchors: ReadonlyMap<string, string>): Html[] {
  return doc.split(/\n\s*\n/).map((paragraph) => {
    const parts = paragraph.split(/(\{@link [^}]+\}|`[^`]+`)/);
    const marked = parts.map((part) => {
      const link = /^\{@link ([^}]+)\}$/.exec(part)?.[1];
      if (link === undefined) return part.startsWith("`") ? html`<code>${part.slice(1, -1)}</code>` : part;
      const anchor = anchors.get(link) ?? anchors.get(link.split(".")[0]!);
      return anchor === undefined ? html`<code>${link}</code>` : html`<a href="#${anchor}"><code>${link}</code></a>`;
    });
    return html`<p>${marked}</p>`;
  });
}

const style = new Html(`${themeStyle}
body { margin: 0 auto; max-width: 74rem; display: grid; grid-template-columns: 16rem minmax(0, 1fr); gap: 2rem; padding: 1rem; font: 16px/1.5 system-ui, sans-serif; }
nav { position: sticky; top: 1rem; align-self: start; max-height: calc(100vh - 2rem); overflow: auto; font-size: 14px; }
a { color: var(--paraphrase); }
nav a { display: block; padding-left: 1rem; }
summary { cursor: pointer; font-weight: 600; }
h2 { border-bottom: 1px solid var(--rule); }
h3 { margin: 2rem 0 0.5rem; font: 600 1.05rem ui-monospace, monospace; }
h3 a { color: inherit; text-decoration: none; }
small { font-weight: 400; color: var(--muted); }
pre { overflow-x: auto; margin: 0.5rem 0; padding: 0.6rem 0.8rem; font: 13px/1.45 ui-monospace, monospace; background: var(--tint); border-radius: 4px; }
pre.example { border-left: 3px solid var(--paraphrase); }
pre.result { margin-top: -0.3rem; background: none; border-left: 3px solid var(--rule); }
p code { font-size: 0.9em; }
@media (max-width: 50rem) { body { display: block; } nav { position: static; max-height: none; } }
@media print { nav { display: none; } body { display: block; } }
`);
