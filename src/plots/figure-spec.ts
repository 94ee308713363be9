import type { Config, Data, Layout } from "plotly.js";

/** What a Plotly figure is made of, in plain JSON. */
export interface FigureSpec {
  data: Data[];
  layout: Partial<Layout>;
  config: Partial<Config>;
  /**
   * What the figure shows, with its numbers, in words: read aloud, and printed where nothing can be
   * drawn.
   */
  alt: string;
}
