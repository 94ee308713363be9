import { scrollStyle, themeStyle } from "../theme-style.ts";

/** The style of a page that watches a run. */
export const watchStyle = `${themeStyle}
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
h1 { font-size: 1.5rem; margin: 0 0 0.2rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 0.4rem; }
p { margin: 0 0 0.6rem; max-width: 46rem; }
.muted { color: var(--muted); font-size: 0.875rem; }
progress { width: 100%; height: 1.1rem; accent-color: var(--paraphrase); }
#dir { overflow-wrap: anywhere; }
#line { font-variant-numeric: tabular-nums; min-height: 1.5em; }
.scroll { overflow-x: auto; }
${scrollStyle}table { border-collapse: collapse; font-size: 0.9rem; font-variant-numeric: tabular-nums; width: 100%; }
th, td { text-align: right; padding: 0.4rem 0.5rem; border-bottom: 1px solid var(--grid); vertical-align: top; white-space: nowrap; }
thead th { white-space: normal; vertical-align: bottom; }
th:first-child { text-align: left; white-space: normal; padding-left: 0; font-weight: 500; min-width: 10rem; }
th span { display: block; color: var(--muted); font-weight: 400; }
li { overflow-wrap: anywhere; margin-bottom: 0.3rem; }
button { font: inherit; padding: 0.2rem 0.7rem; }
`;
