import type { Annotations } from "plotly.js";
import { height, labelWidth, stack, type Block } from "./block.ts";
import { light } from "./theme.ts";

/**
 * Rows of a figure from top to bottom, in px: labels to the left of the plot, marks at the `y` each
 * call returns.
 */
export class Rows {
  readonly annotations: Partial<Annotations>[] = [];
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
    this.#place(blocks, this.bottom, light.paper);
    this.bottom += height(blocks) + 4;
  }

  /** A labelled row; returns the y of its middle. */
  add(blocks: readonly Block[], gap: number): number {
    const tall = height(blocks) + gap;
    const middle = this.bottom + tall / 2;
    this.#place(blocks, this.bottom + gap / 2);
    this.bottom += tall;
    return middle;
  }

  #place(blocks: readonly Block[], y: number, bgcolor?: string): void {
    const placed = stack(blocks, y, -this.left);
    this.annotations.push(...placed.map((text) => (bgcolor ? { ...text, bgcolor } : text)));
  }
}
