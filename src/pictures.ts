/**
 * What stands under `pictures` in a notebook: figures of perturbations, and any figure as a file.
 */
export { cueForest, type CueForestOptions } from "./plots/figures/cue-forest.ts";
export { cueMap, type CueMapOptions } from "./plots/figures/cue-map.ts";
export { cueShares, type CueSharesOptions } from "./plots/figures/cue-shares.ts";
export { toPdf, toPng, toSvg, type PictureOptions } from "./plots/picture.ts";
