/**
 * Loaded before tslab, by the kernelspec that `parallax lab` writes: gives it what our notebooks
 * need and it lacks.
 */
import "./show.ts";
import "./share-names.ts";
import "./declare-package.ts";
