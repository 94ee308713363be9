import type { Dispatcher } from "undici";
import { lazy } from "../lib/lazy.ts";

const proxies = ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"];

/**
 * The connection pool of all provider calls. Node's own gives up on headers after 300 s, less than
 * a reasoning model can take, and on 16 kB of them; here the caller's deadline alone decides. Goes
 * through the proxy that HTTP_PROXY, HTTPS_PROXY and NO_PROXY name, as curl does.
 */
export const dispatcher = lazy(async (): Promise<Dispatcher> => {
  const { Agent, EnvHttpProxyAgent } = await import("undici");
  const patience = { headersTimeout: 0, bodyTimeout: 0, maxHeaderSize: 1 << 20 };
  return proxies.some((name) => process.env[name]) ? new EnvHttpProxyAgent(patience) : new Agent(patience);
});
