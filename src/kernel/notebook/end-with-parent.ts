import { flushCompileCache } from "node:module";
import { workerData } from "node:worker_threads";
import { watchParent } from "../processes/watch-parent.ts";

/**
 * The thread that ends a notebook's process, whatever its cell is stuck in, once the process that
 * runs it is gone.
 */
watchParent(workerData as number, () => process.kill(process.pid, "SIGKILL"));
// A thread that is ended does not do so by itself.
flushCompileCache();
