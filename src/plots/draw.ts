/**
 * Draws every figure beside this script that is not drawn yet. Runs in the page, sent there as source text, so it may
 * use nothing from outside itself. `packed` is plotly.js, gzip and base64, unpacked once a page and not at all where the
 * page has Plotly already. `dark` maps the colours of the specs to those of a dark page; the page's theme
 * (JupyterLab's with its background, VS Code's, else the system's) is followed as it changes. On paper a figure is light, and 660 px wide
 * unless the style `--paper-width` says otherwise. `stands` is given each figure once it is drawn.
 */
export function draw(packed: string, dark: Record<string, string>, stands: (plot: HTMLElement) => void): void {
  type Spec = { data: unknown[]; layout: Record<string, unknown>; config: Record<string, unknown> };
  type Plotly = {
    react(element: Element, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
    relayout(element: Element, change: unknown): Promise<unknown>;
  };
  const page = globalThis as unknown as { Plotly?: Plotly } & Record<symbol, Promise<Plotly> | undefined>;

  async function unpack(): Promise<Plotly> {
    if (page.Plotly?.react) return page.Plotly;
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    const script = document.createElement("script");
    script.textContent = await new Response(
      new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")),
    ).text();
    document.head.append(script);
    script.remove();
    return page.Plotly!;
  }

  const narrowest = 300; // Plotly stumbles over a plot of no width
  const darkPage = matchMedia("(prefers-color-scheme: dark)");
  let printing = false;
  function isDark(): boolean {
    if (printing) return false;
    const lab = document.querySelector("[data-jp-theme-light]")?.getAttribute("data-jp-theme-light");
    if (lab) return lab === "false";
    const code = document.body.dataset["vscodeThemeKind"];
    return code ? code.includes("dark") || code === "vscode-high-contrast" : darkPage.matches;
  }

  function recolour(key: string, value: string, colours: Record<string, string>): string {
    if (key.endsWith("color")) return colours[value] ?? value;
    const inText = (_: string, span: string, colour: string) => span + (colours[colour] ?? colour);
    return value.replace(/(<span style="color:)(#[0-9a-f]{6})/g, inText);
  }

  function start(element: HTMLElement, plotly: Plotly): void {
    const json = element.querySelector("script")!.textContent;
    const plot = document.createElement("div");
    let shown = "";
    let drawn: Promise<unknown> | null = null;
    const paint = () => {
      if (element.clientWidth === 0) return;
      const printed = Number(getComputedStyle(element).getPropertyValue("--paper-width")) || 660;
      const width = Math.max(narrowest, printing ? printed : element.clientWidth);
      const look = `${isDark()} ${width}`;
      if (look === shown) return;
      shown = look;
      const paper = getComputedStyle(element).getPropertyValue("--jp-layout-color0").trim();
      const colours = paper ? { ...dark, "#ffffff": paper } : dark;
      const spec = JSON.parse(json, (key, value) =>
        isDark() && typeof value === "string" ? recolour(key, value, colours) : value,
      ) as Spec;
      const { wideFrom = Infinity, wide } = (spec.layout["meta"] ?? {}) as { wideFrom?: number; wide?: object };
      const layout: Spec["layout"] = { ...spec.layout, ...(width >= wideFrom ? wide : {}), width };
      element.style.minHeight = plot.style.height = `${layout["height"]}px`; // a page in quirks mode would give it its own
      const config = { ...spec.config, responsive: false };
      const react = () => plotly.react(plot, spec.data, layout, config);
      drawn = drawn === null ? react().then(() => stands(plot)) : drawn.then(react);
    };
    element.replaceChildren(plot);
    new ResizeObserver(paint).observe(element);
    new MutationObserver(paint).observe(document.body, { attributes: true });
    darkPage.addEventListener("change", paint);
    addEventListener("beforeprint", () => ((printing = true), paint()));
    addEventListener("afterprint", () => ((printing = false), paint()));
    paint();
  }

  const key = Symbol.for("parallax.plotly");
  const here = document.currentScript?.parentNode ?? document;
  const loaded = (page[key] ??= unpack());
  for (const element of here.querySelectorAll<HTMLElement>(".parallax-figure:not([data-drawn])")) {
    element.dataset["drawn"] = "";
    loaded.then((plotly) => start(element, plotly));
  }
}
