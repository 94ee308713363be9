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
