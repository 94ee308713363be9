import { flushCompileCache } from "node:module";
import { setTimeout } from "node:timers";

/**
 * Writes what this thread has compiled to Node's compile cache, if one is on, shortly after the
 * start. Node itself does so when the process ends well, which a kernel seldom does.
 */
export function keepCompiled(): void {
  setTimeout(flushCompileCache, 1000).unref();
}
