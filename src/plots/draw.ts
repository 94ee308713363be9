interface Plotly {
  react(element: Element, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
}

interface Spec {
  data: unknown[];
  layout: Record<string, unknown>;
  config: Record<string, unknown>;
}

/** What {@link draw} is made of; each is sent to the page as source text, too. */
export interface DrawParts {
  unpack: typeof unpack;
  pageTheme: typeof pageTheme;
  specFor: typeof specFor;
  stands: (plot: HTMLElement) => void;
}

/** plotly.js from gzip and base64, unless the page has it already. */
export async function unpack(packed: string): Promise<Plotly> {
  const page = globalThis as unknown as { Plotly?: Plotly };
  if (page.Plotly?.react) return page.Plotly;
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const script = document.createElement("script");
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  script.textContent = await new Response(stream).text();
  document.head.append(script);
  script.remove();
  return page.Plotly!;
}

/**
 * Whether the page is dark or being printed, as JupyterLab, VS Code or the system has it, and when
 * that changes.
 */
export function pageTheme() {
  const darkPage = matchMedia("(prefers-color-scheme: dark)");
  let printing = false;
  function isDark(): boolean {
    if (printing) return false;
    const lab = document.querySelector("[data-jp-theme-light]")?.getAttribute("data-jp-theme-light");
    if (lab) return lab === "false";
    const code = document.body.dataset["vscodeThemeKind"];
    return code ? code.includes("dark") || code === "vscode-high-contrast" : darkPage.matches;
  }
  function whenChanged(paint: () => void): void {
    new MutationObserver(paint).observe(document.body, { attributes: true });
    darkPage.addEventListener("change", paint);
    addEventListener("beforeprint", () => ((printing = true), paint()));
    addEventListener("afterprint", () => ((printing = false), paint()));
  }
  return { isDark, isPrinting: () => printing, whenChanged };
}

/**
 * A figure's spec at a width in px: its wide layouts from where it has them, its colours replaced
 * as `colours` says.
 */
export function specFor(json: string, width: number, colours: Record<string, string>): Spec {
  const recolour = (key: string, value: unknown): unknown => {
    if (typeof value !== "string") return value;
    if (key.endsWith("color")) return colours[value] ?? value;
    const inText = (_: string, span: string, colour: string) => span + (colours[colour] ?? colour);
    return value.replace(/(<span style="color:)(#[0-9a-f]{6})/g, inText);
  };
  const spec = JSON.parse(json, recolour) as Spec;
  type Wider = { wideFrom?: number; wide?: object } | undefined;
  let { layout } = spec;
  for (let step = layout["meta"] as Wider; step && width >= (step.wideFrom ?? Infinity);) {
    layout = { ...layout, meta: undefined, ...step.wide };
    step = layout["meta"] as Wider;
  }
  return { data: spec.data, layout: { ...layout, width }, config: { ...spec.config, responsive: false } };
}

/**
 * Draws every figure beside this script that is not drawn yet. Runs in the page, sent there as
 * source text, so it may use nothing from outside itself but its parts. `packed` is plotly.js,
 * unpacked once a page. `dark` maps the colours of the specs to those of a dark page; the page's
 * theme is followed as it changes. On paper a figure is light, and 660 px wide unless the style
 * `--paper-width` says otherwise. `stands` is given each figure once it is drawn.
 */
export function draw(
  packed: string,
  dark: Record<string, string>,
  { unpack, pageTheme, specFor, stands }: DrawParts,
): void {
  const page = globalThis as unknown as Record<symbol, Promise<Plotly> | undefined>;
  const narrowest = 300; // Plotly stumbles over a plot of no width
  const theme = pageTheme();

  function start(element: HTMLElement, plotly: Plotly): void {
    const json = element.querySelector("script")!.textContent;
    const plot = document.createElement("div");
    let shown = "";
    let drawn: Promise<unknown> | null = null;
    const paint = () => {
      if (element.clientWidth === 0) return;
      const printed = Number(getComputedStyle(element).getPropertyValue("--paper-width")) || 660;
      const width = Math.max(narrowest, theme.isPrinting() ? printed : element.clientWidth);
      const look = `${theme.isDark()} ${width}`;
      if (look === shown) return;
      shown = look;
      const paper = getComputedStyle(element).getPropertyValue("--jp-layout-color0").trim();
      const colours = theme.isDark() ? (paper ? { ...dark, "#ffffff": paper } : dark) : {};
      const { data, layout, config } = specFor(json, width, colours);
      // a page in quirks mode would give it its own
      element.style.minHeight = plot.style.height = `${layout["height"]}px`;
      const react = () => plotly.react(plot, data, layout, config);
      drawn = drawn === null ? react().then(() => stands(plot)) : drawn.then(react);
    };
    element.replaceChildren(plot);
    new ResizeObserver(paint).observe(element);
    theme.whenChanged(paint);
    paint();
  }

  const here = document.currentScript?.parentNode ?? document;
  const loaded = (page[Symbol.for("parallax.plotly")] ??= unpack(packed));
  for (const element of here.querySelectorAll<HTMLElement>(".parallax-figure:not([data-drawn])")) {
    element.dataset["drawn"] = "";
    loaded.then((plotly) => start(element, plotly));
  }
}
