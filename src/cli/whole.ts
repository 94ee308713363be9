import { unspoiled } from "../scenarios/unspoiled.ts";
import { start as begin } from "./start.ts";

/** Any command, with what may not leave this machine kept out of what it shows. */
export const start = (args: readonly string[]): Promise<number> => begin(args, unspoiled);
