import { dark, fontFamily, light } from "../plots/theme.ts";

const variables = (theme: Record<string, string>) =>
  Object.entries(theme)
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(" ");

/**
 * The figures' colours as variables of a page, light and dark as the system is, light on paper; its
 * font and focus.
 */
export const themeStyle = `
:root { color-scheme: light dark; ${variables(light)} --tint: #f6f8fa; --warning: #a84300; }
@media (prefers-color-scheme: dark) { :root { ${variables(dark)} --tint: #1d2127; --warning: ${dark.published}; } }
@media print { :root { color-scheme: light; ${variables(light)} --tint: #f6f8fa; --warning: #a84300; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 ${fontFamily}; }
:focus-visible { outline: 2px solid var(--paraphrase); outline-offset: 2px; }
`;

/**
 * What is wider than the page: shadows where more is out of sight, and in words on a narrow one.
 */
export const scrollStyle = `.scroll { --edge: color-mix(in srgb, var(--ink) 22%, transparent); background:
  linear-gradient(to right, var(--paper) 40%, transparent) left / 2.5rem 100% no-repeat local,
  linear-gradient(to left, var(--paper) 40%, transparent) right / 2.5rem 100% no-repeat local,
  linear-gradient(to right, var(--edge), transparent) left / 0.7rem 100% no-repeat scroll,
  linear-gradient(to left, var(--edge), transparent) right / 0.7rem 100% no-repeat scroll; }
@media (max-width: 45rem) {
  .scroll::before { content: "more columns to the right: scroll →"; position: sticky; left: 0; color: var(--muted); font-size: 0.8125rem; }
}
`;
