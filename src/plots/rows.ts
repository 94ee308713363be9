import type { Annotations } from "plotly.js";
import { height, labelWidth, stack, wideLabelWidth, type Block } from "./block.ts";
import { light } from "./theme.ts";

/**
 * A heading or a row: where it stands at column width, in px, and what it says in a wide figure.
 */
interface Entry {
  top: number;
  tall: number;
  /** What it needs in a wide figure, in px, with the room around it. */
  wideTall: number;
  says: readonly Block[];
  head: boolean;
}

const aboveHead = 14;
const belowHead = 4;
/** Between rows of a wide figure, whose labels are shorter. */
const wideGap = 10;

/**
 * Rows of a figure from top to bottom, in px: labels to the left of the plot, marks at the `y` each
 * call returns.
 */
export class Rows {
  readonly annotations: Partial<Annotations>[] = [];
  /** Width of the label column, in px, and in a wide figure. */
  readonly left: number;
  readonly wideLeft: number;
  /** Where the next row begins; in the end, the height of the plot. */
  bottom = 0;
  readonly #entries: Entry[] = [];

  constructor(left: number = labelWidth) {
    this.left = left;
    this.wideLeft = left && wideLabelWidth;
  }

  /** A heading across the label column and the plot. */
  head(blocks: readonly Block[]): void {
    const top = this.bottom;
    if (top > 0) this.bottom += aboveHead;
    this.annotations.push(...placed(blocks, this.bottom, this.left, light.paper));
    this.bottom += height(blocks) + belowHead;
    const says = widely(blocks);
    this.#entries.push({ top, tall: this.bottom - top, wideTall: height(says) + belowHead, says, head: true });
  }

  /**
   * A labelled row, with `gap` px between it and the next; returns the y of its middle. A wide
   * figure may say it in other blocks.
   */
  add(blocks: readonly Block[], gap: number, inWide: readonly Block[] = blocks): number {
    const [top, tall] = [this.bottom, height(blocks) + gap];
    this.annotations.push(...placed(blocks, top + gap / 2, this.left));
    const says = widely(inWide);
    this.#entries.push({ top, tall, wideTall: height(says) + (inWide === blocks ? gap : wideGap), says, head: false });
    this.bottom += tall;
    return top + tall / 2;
  }

  /** Room of `tall` px for an axis of the rows so far, before rows that have another. */
  pause(tall: number): { from: number; to: number } {
    const from = this.bottom;
    this.#entries.push({ top: from, tall, wideTall: tall, says: [], head: true });
    this.bottom += tall;
    return { from, to: this.bottom };
  }

  /**
   * The height of the plot in a wide figure, in px: as labels take fewer lines there, all rows are
   * lower by one factor, so that the marks keep their y.
   */
  get wideBottom(): number {
    return this.left === 0 ? this.bottom : lowered(this.#entries, this.bottom);
  }

  /** The annotations of a wide figure: rows about their middle, headings above their rows. */
  get wide(): Partial<Annotations>[] {
    return placedWide(this.#entries, this.wideBottom / this.bottom, this.wideLeft);
  }
}

/** Blocks as they are set in a wide figure, or in one of the widest. */
export const widely = (blocks: readonly Block[], at: "wide" | "widest" = "wide"): Block[] =>
  blocks.map((block) => ({ ...block, lines: block[at] }));

function placed(blocks: readonly Block[], y: number, left: number, bgcolor?: string): Partial<Annotations>[] {
  return stack(blocks, y, -left).map((text) => (bgcolor ? { ...text, bgcolor } : text));
}

/** How low rows of this height become where labels take fewer lines. */
function lowered(entries: readonly Entry[], bottom: number): number {
  // Above the first heading there is room.
  const bounds = entries.filter(({ top, head }) => top > 0 || !head);
  const scale = Math.max(...bounds.map(({ tall, wideTall }) => wideTall / tall));
  return Math.min(bottom, Math.ceil(scale * bottom));
}

function placedWide(entries: readonly Entry[], scale: number, left: number): Partial<Annotations>[] {
  return entries.flatMap(({ top, tall, says, head }) =>
    head
      ? placed(says, Math.round(scale * (top + tall)) - belowHead - height(says), left, light.paper)
      : placed(says, Math.round(scale * (top + tall / 2) - height(says) / 2), left),
  );
}
