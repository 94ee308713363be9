import { display } from "./display.ts";
import { mendMasks } from "./mend-masks.ts";

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
  const module = await import("danfojs-node");
  module.tensorflow.enableProdMode();
  // On the shared prototype, so that what danfo's own methods return (head, query, a single column)
  // shows itself too.
  Object.defineProperty(module.NDframe.prototype, Symbol.for("Jupyter.display"), {
    configurable: true,
    value: display,
  });
  mendMasks(module);
  return module;
}
