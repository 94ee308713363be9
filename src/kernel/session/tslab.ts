import { randomUUID } from "node:crypto";
import { display as show } from "./display.ts";

/** tslab's `Display`: contents of one MIME type a call. */
class Display {
  readonly #place: string | null;
  #shown: ReturnType<typeof show> | null = null;

  /** With a `place`, what is shown later replaces what was shown before. */
  constructor(place: string | null) {
    this.#place = place;
  }

  raw(contentType: string, content: string | Uint8Array): void {
    const bundle = { [contentType]: content };
    if (this.#place === null) show(bundle, { raw: true });
    else if (this.#shown === null) this.#shown = show(bundle, { raw: true, id: this.#place });
    else this.#shown.update(bundle);
  }

  javascript = (text: string): void => this.raw("text/javascript", text);
  html = (text: string): void => this.raw("text/html", text);
  markdown = (text: string): void => this.raw("text/markdown", text);
  latex = (text: string): void => this.raw("text/latex", text);
  svg = (text: string): void => this.raw("image/svg+xml", text);
  text = (text: string): void => this.raw("text/plain", text);
  png = (bytes: Uint8Array): void => this.raw("image/png", bytes);
  jpeg = (bytes: Uint8Array): void => this.raw("image/jpeg", bytes);
  gif = (bytes: Uint8Array): void => this.raw("image/gif", bytes);
  pdf = (bytes: Uint8Array): void => this.raw("application/pdf", bytes);
}

/**
 * What notebooks written for tslab import from `tslab`, on this kernel's display. tslab's own
 * module, installed or not, shows things in its own kernel only.
 */
export const display = new Display(null);

export const newDisplay = (): Display => new Display(randomUUID());

/** No tslab runs here, so it has no version. */
export const versions = { tslab: "", typescript: "", node: process.version };
