/**
 * Colours by what they stand for: Okabe and Ito's palette, its light half on dark pages. Specs are
 * written in `light`.
 */
export const light = {
  ink: "#1f2328",
  muted: "#59636e",
  rule: "#818b98",
  grid: "#e3e7ec",
  paper: "#ffffff",
  published: "#d55e00",
  paraphrase: "#0072b2",
  soft: "#86bbdd",
  other: "#848d97",
  band: "#dceaf5",
  third: "#009e73",
  fourth: "#b8578f",
  level: "#f1f3f5",
  down1: "#d6e6f3",
  down2: "#9cc6e3",
  down3: "#5fa3d2",
  up1: "#fbe3d3",
  up2: "#f5b98f",
  up3: "#e88d55",
} as const;

export type Colour = keyof typeof light;

export const dark: Record<Colour, string> = {
  ink: "#e6e8eb",
  muted: "#a5aeb8",
  rule: "#7b8591",
  grid: "#2b3138",
  paper: "#15181d",
  published: "#ff9a4d",
  paraphrase: "#5cb8ec",
  soft: "#2d6a90",
  other: "#8b939e",
  band: "#1c3345",
  third: "#3cc79b",
  fourth: "#e58fbf",
  level: "#22272e",
  down1: "#1b2c3a",
  down2: "#234a66",
  down3: "#2c6792",
  up1: "#38281c",
  up2: "#66401f",
  up3: "#8a4f1c",
};

/** What replaces what when a figure is drawn on a dark page. */
export const darkByLight: Record<string, string> = Object.fromEntries(
  Object.entries(light).map(([name, colour]) => [colour, dark[name as Colour]]),
);

export const fontFamily = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** Font sizes in px; chosen to be read at column width. */
export const size = { title: 16, body: 13, small: 12 } as const;
