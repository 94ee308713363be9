import { scrollStyle, themeStyle } from "./theme-style.ts";

/**
 * The style of a page: one measure of text, figures and tables wider, light and dark from the
 * figures' theme, print.
 */
export const pageStyle = `
${themeStyle}main { max-width: 82rem; margin: 0 auto; padding: 1.5rem 1.25rem 2.5rem; }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.015em; margin: 0 0 0.4rem; text-wrap: balance; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 1.4rem 0 0.5rem; padding-top: 0.7rem; border-top: 1px solid var(--grid); }
h3 { font-size: 1rem; line-height: 1.4; margin: 1.25rem 0 0.25rem; }
p, ul, .note { max-width: 42rem; }
section > p { max-width: 60rem; }
p { margin: 0 0 0.75rem; }
h1, h2, h3, p, li, dd, th { overflow-wrap: anywhere; }
.question { font-size: 1.05rem; color: var(--muted); margin-bottom: 0.6rem; max-width: none; }
.note { border-left: 4px solid var(--published); background: var(--tint); padding: 0.35rem 0.8rem; font-size: 0.875rem; max-width: 60rem; margin-bottom: 0.5rem; }
.found { display: grid; gap: 0 2rem; }
.folds { grid-column: 1 / -1; }
.answers { min-width: 0; }
.found h2 { margin: 0; border: 0; padding: 0.4rem 0 0.2rem; grid-column: 1 / -1; }
.found figure { margin: 0; min-width: 0; --paper-width: 880; }
@media (min-width: 70rem) { .found { grid-template-columns: minmax(22rem, 5fr) minmax(0, 7fr); align-items: start; } }
.answer { border-top: 1px solid var(--grid); padding: 0.6rem 0 0.5rem; }
.answer h3 { margin: 0; }
.answer p { margin: 0.15rem 0 0.35rem; }
.verdict { font-weight: 600; }
.verdict::before { content: "○ "; }
.verdict[data-verdict^="more"]::before { content: "● "; color: var(--published); }
.verdict[data-verdict^="cannot"]::before { content: "– "; }
nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; border-block: 1px solid var(--grid); padding: 0.5rem 0; font-size: 0.9375rem; margin-top: 1.25rem; }
a { color: var(--paraphrase); }
.measured dt { font-weight: 400; }
.measured dd { margin: 0 0 0.75rem; color: var(--muted); font-size: 0.9375rem; }
ul { padding-left: 1.2rem; }
li { margin-bottom: 0.5rem; }
.card > figure { max-width: 60rem; }
.card, .conversation { border-bottom: 1px solid var(--grid); padding: 0.38rem 0; min-width: 0; overflow-wrap: anywhere; }
summary { cursor: pointer; }
.fold > summary > h2 { display: inline; border: 0; margin: 0; padding: 0; }
section > .fold { border-top: 1px solid var(--grid); padding: 0.6rem 0; margin-top: 0.6rem; }
.fold[open] > summary { margin-bottom: 0.75rem; }
.take { display: flex; flex-wrap: wrap; gap: 0.4rem 0.6rem; align-items: center; margin: 0.9rem 0; font-size: 0.875rem; color: var(--muted); }
button { font: inherit; color: var(--ink); background: var(--tint); border: 1px solid var(--rule); border-radius: 6px; padding: 0.2rem 0.7rem; cursor: pointer; }
.on-paper { display: none; }
.muted { color: var(--muted); font-size: 0.875rem; }
h4 { margin: 1rem 0 0.25rem; font-size: 0.9375rem; }
.subject, .side, .value { margin: 0.15rem 0; }
.subject, .side { color: var(--muted); font-size: 0.875rem; }
.value { margin: 0.6rem 0; font-size: 0.9375rem; font-variant-numeric: tabular-nums; }
.badge { border: 1px solid var(--rule); border-radius: 99px; padding: 0 0.5em; font-size: 0.8125rem; white-space: nowrap; }
dl { margin: 0; }
.card dt { font-weight: 600; font-size: 0.875rem; margin-top: 0.55rem; }
.card dd { margin: 0; font-size: 0.9375rem; }
.side { margin-top: 0.8rem; }
.card figure { --paper-width: 880; }
figure { margin: 1rem 0 1.5rem; min-width: 0; }
:root:not([data-printing]) details:not([open]) > figure, .as-is:not([open]) figure { display: none; }
.parallax-figure p { white-space: pre-line; }
.scroll, .transcripts { overflow-x: auto; }
${scrollStyle}table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--muted); padding-bottom: 0.6rem; max-width: min(60rem, 100vw - 2.5rem); }
th, td { padding: 0.35rem 0.5rem; text-align: right; vertical-align: top; border-bottom: 1px solid var(--grid); white-space: nowrap; }
thead th { border-bottom: 1px solid var(--rule); font-weight: 600; vertical-align: bottom; white-space: normal; overflow-wrap: normal; }
th:first-child { text-align: left; white-space: normal; min-width: 13rem; width: 42rem; padding-left: 0; font-weight: 500; }
th span { display: block; color: var(--muted); font-weight: 400; }
.transcripts { font-size: 0.9375rem; }
.transcripts section { border-top: 3px solid var(--rule); padding-top: 0.6rem; }
@media (max-width: 45rem) {
  th:first-child { min-width: 10rem; }
  .transcripts > div { display: block !important; }
  .transcripts section { margin-bottom: 2rem; }
}
.left-out { overflow-wrap: anywhere; }
.left-out span { color: var(--muted); }
.plain { list-style: none; padding: 0; }
.facts { display: grid; gap: 0.3rem; font-size: 0.9375rem; margin-bottom: 1.25rem; }
.facts div { display: grid; grid-template-columns: 7rem minmax(0, 1fr); }
.facts dd div { display: block; }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.command { background: var(--tint); padding: 0.8rem 1rem; border-radius: 6px; overflow-x: auto; font-size: 0.875rem; }
@media print {
  @page { size: A4; margin: 16mm; }
  html { font-size: 12px; }
  body { font-size: 1rem; }
  main { padding: 0; max-width: none; }
  p, ul, .question, .note, caption, section > p { max-width: none; }
  h2 { margin-top: 1.8rem; }
  h2, h3, h4, caption, summary, .transcripts header { break-after: avoid; }
  .answer, .card, figure, table, tr, li, .facts { break-inside: avoid; }
  .card:has(.transcripts) { break-inside: auto; }
  h2 + p, section > p:has(+ .scroll) { break-after: avoid; }
  .card figure { zoom: var(--zoom); margin: 0 0 0.25rem; max-width: none; }
  .found figure { zoom: 0.72; }
  details:not(.as-is)::details-content { content-visibility: visible; height: auto; }
  nav, .take { display: none; }
  .on-paper { display: inline; }
  .found { display: block; }
  .scroll, .transcripts { overflow: visible; background: none; }
  .scroll::before { content: none; }
  table { font-size: 6.6pt; }
  th, td { padding: 0.25rem; }
  th:first-child { min-width: 9rem; }
  .transcripts > div { display: block !important; }
  .transcripts section { margin-bottom: 1.5rem; }
  .transcripts .modebar { display: none; }
}
`;
