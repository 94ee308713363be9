import type { Annotations } from "plotly.js";
import { height, labelWidth, stack, type Block } from "./block.ts";
import { light } from "./theme.ts";

/**
 * Rows of a figure from top to bottom, in px: labels to the left of the plot, marks at the `y` each
 * call returns.
 */
export class Rows {
  readonly annotations: Partial<Annotations>[] = [];
  /**
   * The same where a figure is wide: headings on as many lines as they then take, above their rows.
   */
  readonly wide: Partial<Annotations>[] = [];
  /** Width of the label column, in px. */
  readonly left: number;
  /** Where the next row begins; in the end, the height of the plot. */
  bottom = 0;

  constructor(left: number = labelWidth) {
    this.left = left;
  }

  /** A heading across the label column and the plot. */
  head(blocks: readonly Block[]): void {
    if (this.bottom > 0) this.bottom += 14;
    const wide = blocks.map((block) => ({ ...block, lines: block.wide }));
    const end = this.bottom + height(blocks);
    this.annotations.push(...this.#placed(blocks, this.bottom, light.paper));
    this.wide.push(...this.#placed(wide, end - height(wide), light.paper));
    this.bottom = end + 4;
  }

  /** A labelled row; returns the y of its middle. */
  add(blocks: readonly Block[], gap: number): number {
    const tall = height(blocks) + gap;
    const middle = this.bottom + tall / 2;
    const placed = this.#placed(blocks, this.bottom + gap / 2);
    this.annotations.push(...placed);
    this.wide.push(...placed);
    this.bottom += tall;
    return middle;
  }

  #placed(blocks: readonly Block[], y: number, bgcolor?: string): Partial<Annotations>[] {
    const placed = stack(blocks, y, -this.left);
    return placed.map((text) => (bgcolor ? { ...text, bgcolor } : text));
  }
}
