import { interruptFlag } from "../wire/interrupt.ts";

/** What a Jupyter client reads in `kernel.json`. */
export interface Kernelspec {
  argv: string[];
  display_name: string;
  language: string;
  interrupt_mode: "message" | "signal";
  env: Record<string, string>;
  metadata: Record<string, unknown>;
}

/**
 * The kernelspec of this installation. `node` and `entry` are absolute paths: a notebook server
 * started from anywhere runs the Node and the sources that were installed. `cache` keeps compiled
 * modules, half of a start.
 */
export function kernelspec(options: { node: string; entry: string; cache: string; displayName: string }): Kernelspec {
  const { node, entry, cache, displayName } = options;
  return {
    argv: [node, interruptFlag, entry, "kernel", "start", "--connection-file", "{connection_file}"],
    display_name: displayName,
    language: "typescript",
    interrupt_mode: "message",
    env: { NODE_COMPILE_CACHE: cache },
    metadata: { debugger: false, supported_encryption: ["curve"] },
  };
}
