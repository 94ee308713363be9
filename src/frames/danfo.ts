import { require } from "../lib/here.ts";
import { display } from "./display.ts";
import { mendComparisons } from "./mend-comparisons.ts";
import { mendCopies } from "./mend-copies.ts";
import { mendGroups } from "./mend-groups.ts";
import { mendMasks } from "./mend-masks.ts";
import { mendOrder } from "./mend-order.ts";
import { mendSample } from "./mend-sample.ts";
import { mendStatistics } from "./mend-statistics.ts";
import { mendTypes } from "./mend-types.ts";

type Danfo = typeof import("danfojs-node");

let loaded: Promise<Danfo> | undefined;

/**
 * danfo, loaded when first called for: it takes about a second, and importing this project must
 * not.
 */
export function danfo(): Promise<Danfo> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Danfo> {
  // Required, not imported: an import would keep the functions as they were before they are mended.
  const module = require("danfojs-node") as Danfo;
  module.tensorflow.enableProdMode();
  // On the shared prototype, so that what danfo's own methods return (head, query, a single column)
  // shows itself too.
  Object.defineProperty(module.NDframe.prototype, Symbol.for("Jupyter.display"), {
    configurable: true,
    value: display,
  });
  for (const mend of [
    mendMasks,
    mendComparisons,
    mendStatistics,
    mendGroups,
    mendOrder,
    mendTypes,
    mendCopies,
    mendSample,
  ])
    mend(module);
  return module;
}
