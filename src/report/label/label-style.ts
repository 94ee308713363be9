import { passageStyle } from "../passage-style.ts";
import { themeStyle } from "../theme-style.ts";

/** The labelling page's style: criteria beside the conversation, the answers always in sight. */
export const labelStyle = `${themeStyle}${passageStyle}
html, body { height: 100%; }
body { display: grid; grid-template: auto minmax(0, 1fr) auto / minmax(16rem, 24rem) minmax(0, 1fr); font-size: 0.9375rem; line-height: 1.5; }
.top, footer { grid-column: 1 / -1; display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; padding: 0.6rem 1.25rem; }
.top { border-bottom: 1px solid var(--grid); }
.top label { color: var(--muted); }
.top progress { flex: 1; min-width: 8rem; accent-color: var(--paraphrase); }
#labeller:invalid { border-color: var(--published); box-shadow: inset 0 0 0 1px var(--published); }
aside { overflow-y: auto; padding: 1rem 1.25rem; border-right: 1px solid var(--grid); background: var(--tint); }
aside h1 { font-size: 1.0625rem; margin-bottom: 0.5rem; overflow-wrap: anywhere; }
main { overflow-y: auto; padding: 1rem 1.5rem 2rem; display: grid; gap: 1rem; align-content: start; }
main h2 { font-size: 1rem; margin: 0; }
main:focus-visible { outline: none; }
footer { border-top: 1px solid var(--grid); }
#answers, .walk { display: flex; gap: 0.4rem; }
#answers button { padding: 0.4rem 0.9rem; }
#answers kbd { color: var(--muted); margin-right: 0.5em; }
#answers button[aria-pressed="true"] { background: var(--ink); border-color: var(--ink); color: var(--paper); }
#answers button[aria-pressed="true"] kbd { color: inherit; }
#reason { flex: 1; min-width: 12rem; padding: 0.4rem 0.7rem; }
#saved { color: var(--muted); font-size: 0.8125rem; min-width: 8rem; }
#saved[data-wrong] { color: var(--warning); }
@media (max-width: 50rem) {
  body { grid-template: auto minmax(0, 30vh) minmax(0, 1fr) auto / minmax(0, 1fr); }
  aside { border-right: 0; border-bottom: 1px solid var(--rule); }
}
`;
