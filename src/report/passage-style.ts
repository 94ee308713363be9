/** What transcripts look like, in the view and where people label. */
export const passageStyle = `
h1, h3, h4, p { margin: 0; }
.muted, .facts { color: var(--muted); }
section.reply, details.reasoning { border-left: 3px solid var(--paraphrase); padding-left: 0.9rem; }
section, details { min-width: 0; margin: 0; }
h3, summary { font-size: 0.75rem; font-weight: 600; letter-spacing: 0.04em; text-transform: uppercase; color: var(--muted); }
summary { cursor: pointer; padding: 0.15rem 0; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; margin: 0.25rem 0 0.5rem; max-width: 46rem; }
.reasoning .text { color: var(--muted); }
mark { background: color-mix(in srgb, var(--published) 24%, transparent); color: inherit; border-bottom: 2px solid var(--published); border-radius: 2px; }
button, select, input { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--rule); border-radius: 6px; padding: 0.2rem 0.5rem; }
button { cursor: pointer; }
button:hover { background: var(--tint); }
.more { display: block; margin-top: 0.5rem; font-size: 0.8125rem; }
kbd, dt { font-family: ui-monospace, SFMono-Regular, Menlo, monospace; font-size: 0.8125rem; }
dialog { background: var(--paper); color: inherit; border: 1px solid var(--rule); border-radius: 10px; max-width: 34rem; padding: 1.25rem 1.5rem; }
dialog::backdrop { background: #0008; }
dialog dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.35rem 1.25rem; margin: 0.75rem 0 1.25rem; }
dialog dd { margin: 0; }
`;
