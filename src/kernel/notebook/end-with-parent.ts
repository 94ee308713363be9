import { workerData } from "node:worker_threads";
import { watchParent } from "../wire/orphan.ts";

/**
 * The thread that ends a notebook's process, whatever its cell is stuck in, once the process that
 * runs it is gone.
 */
watchParent(workerData as number, () => process.kill(process.pid, "SIGKILL"));
