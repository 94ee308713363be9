import { once } from "node:events";
import { parentPort } from "node:worker_threads";
import type { WireOptions } from "./port.ts";
import { bind } from "./sockets.ts";

const [options] = (await once(parentPort!, "message")) as [WireOptions];
const sockets = await bind(options.connection);
options.port.postMessage({ type: "bound", connection: sockets.connection });
const { serve } = await import("./server.ts");
serve(sockets, options);
