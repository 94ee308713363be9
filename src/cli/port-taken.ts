import { Misuse } from "./frame/misuse.ts";

/** Handles the failure of serving on a port: says what to do where another program has it. */
export const portTaken =
  (port: number | undefined) =>
  (error: NodeJS.ErrnoException): never => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new Misuse(`port ${port} is taken: give another --port, or end what has it`, { cause: error });
  };
