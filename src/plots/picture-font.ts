import { readFileSync } from "node:fs";
import { require } from "../lib/here.ts";

/** The family of every picture: openly licensed, and with the symbols that figures use. */
export const pictureFamily = "DejaVu Sans";

const cache = new Map<string, Promise<string>>();

/**
 * CSS that embeds the regular and bold faces of {@link pictureFamily}, cut down to the characters
 * of `text`, so that a picture looks the same on every machine. The same characters give the same
 * bytes; about 30 KB for a figure.
 */
export function fontFaces(text: string): Promise<string> {
  const characters = [...new Set(text)].toSorted().join("");
  const known = cache.get(characters);
  if (known) return known;
  const css = Promise.all([400, 700].map((weight) => face(weight, characters))).then((faces) => faces.join(""));
  cache.set(characters, css);
  return css;
}

async function face(weight: number, characters: string): Promise<string> {
  const { default: subset } = await import("subset-font");
  const file = require.resolve(`@fontsource/dejavu-sans/files/dejavu-sans-latin-${weight}-normal.woff`);
  const font = await subset(readFileSync(file), characters, { targetFormat: "woff" });
  const data = Buffer.from(font).toString("base64");
  return `@font-face{font-family:"${pictureFamily}";font-weight:${weight};src:url(data:font/woff;base64,${data})format("woff")}`;
}
