import { createRequire } from "node:module";

/** How many promises and other resources are remembered with the test that they are of. */
const most = 1 << 19;

/**
 * To be called before `node:test` loads, which keeps of every promise whose test it is of, and has
 * Node tell it of each that is collected: a tenth of what a test takes that awaits much. The oldest
 * are forgotten instead, without being told.
 */
export function lighterHooks(): void {
  const hooks = createRequire(import.meta.url)("node:async_hooks") as typeof import("node:async_hooks");
  const { createHook } = hooks;
  hooks.createHook = (callbacks) => {
    const { init, destroy, ...others } = callbacks;
    if (init === undefined || destroy === undefined) return createHook(callbacks);
    const known = new Float64Array(most);
    let at = 0;
    return createHook({
      ...others,
      init(id, ...of) {
        init(id, ...of);
        if (known[at] !== 0) destroy(known[at]!);
        known[at] = id;
        at = (at + 1) % most;
      },
    });
  };
}
