/**
 * Lets a click on a point of a drawn figure lead to its trials: transcripts of theirs on the same
 * page are marked and scrolled to, and a line below the figure links to them in the view at
 * `address`. Points tell their trials by `pointData`, transcripts by the attribute `data-trials`.
 * Runs in the page, sent there as source text, as `draw` does.
 */
export function follow(plot: HTMLElement, address: string): void {
  type Point = { customdata?: unknown };
  type Plot = { on?(event: string, listener: (event: { points: Point[] }) => void): void };
  const queryOf = ({ points }: { points: Point[] }): string => {
    const target = points[0]?.customdata;
    return Array.isArray(target) && typeof target[0] === "string" ? target[0] : "";
  };
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  line.style.cssText = "font:13px system-ui,sans-serif;margin:0 16px 8px;min-height:1.3em";

  function matches(transcript: HTMLElement, query: URLSearchParams): boolean {
    const keys = new URLSearchParams(transcript.dataset["trials"]);
    const named = query.get("trials")?.split(",");
    if (named && !named.includes(keys.get("trial") ?? "")) return false;
    return [...query].every(([key, value]) => !keys.has(key) || keys.get(key) === value);
  }

  function open(query: string): void {
    const all = [...document.querySelectorAll<HTMLElement>("[data-trials]")];
    const here = all.filter((transcript) => matches(transcript, new URLSearchParams(query)));
    for (const transcript of all) transcript.style.outline = here.includes(transcript) ? "2px solid #0072b2" : "";
    for (const transcript of here)
      for (let fold = transcript.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null)
        fold.open = true;
    here[0]?.scrollIntoView({ block: "nearest", inline: "nearest" });
    const link = document.createElement("a");
    Object.assign(link, { href: `${address}#${query}`, target: "_blank", rel: "noopener" });
    link.style.color = "inherit";
    link.textContent = "all trials of this point";
    const shown = here.length > 0 ? `${here.length} of them on this page, outlined; ` : "";
    line.replaceChildren(shown, link, `, at ${new URL(address).host} while “parallax view RUN” serves the run there`);
    plot.after(line);
  }

  const { on } = plot as unknown as Plot;
  on?.call(plot, "plotly_click", (event) => queryOf(event) && open(queryOf(event)));
  const cursor = (style: string) => plot.querySelector<SVGElement>(".nsewdrag")?.style.setProperty("cursor", style);
  on?.call(plot, "plotly_hover", (event) => cursor(queryOf(event) ? "pointer" : ""));
  on?.call(plot, "plotly_unhover", () => cursor(""));
}
