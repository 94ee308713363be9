import type { Dispatcher } from "undici";
import { lazy } from "../lib/lazy.ts";

/**
 * The connection pool of all provider calls. Node's own gives up on headers after 300 s, less than
 * a reasoning model can take; here the caller's deadline alone decides. Honours HTTP_PROXY and its
 * kin where NODE_USE_ENV_PROXY asks Node to.
 */
export const dispatcher = lazy(async (): Promise<Dispatcher> => {
  const { Agent, EnvHttpProxyAgent } = await import("undici");
  const patience = { headersTimeout: 0, bodyTimeout: 0 };
  return process.env["NODE_USE_ENV_PROXY"] === "1" ? new EnvHttpProxyAgent(patience) : new Agent(patience);
});
