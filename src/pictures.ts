/** What stands under `pictures` in a notebook: a figure as a file for a paper. */
export { toPdf, toPng, toSvg, type PictureOptions } from "./plots/picture.ts";
