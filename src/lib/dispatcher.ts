import type { Dispatcher } from "undici";
import { lazy } from "./lazy.ts";

/**
 * The connection pool of all that is asked of servers. Node's own gives up on headers after 300 s,
 * less than a reasoning model can take, and on 16 kB of them; here the caller's deadline alone
 * decides. Goes through the proxy that HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY name, in
 * either case, as curl does. Throws, naming the variable and not what is in it, where one holds no
 * address.
 */
export const dispatcher = lazy(async (): Promise<Dispatcher> => {
  const { Agent, EnvHttpProxyAgent } = await import("undici");
  const patience = { headersTimeout: 0, bodyTimeout: 0, maxHeaderSize: 64 << 20 };
  const { http, https, except } = proxiesOf(process.env);
  if (http === "" && https === "") return new Agent(patience);
  // What is not encrypted is handed to a proxy as it is: few tunnel to other ports than 443.
  const settings = { ...patience, proxyTunnel: false };
  return new EnvHttpProxyAgent({ ...settings, httpProxy: http, httpsProxy: https, noProxy: except });
});

/** The proxies that an environment names, "" for none. */
export function proxiesOf(env: Record<string, string | undefined>): { http: string; https: string; except: string } {
  const http = addressIn(env, "http_proxy", "all_proxy");
  const https = addressIn(env, "https_proxy", "all_proxy");
  const except = env["no_proxy"] || env["NO_PROXY"] || "";
  return { http, https, except: except.split(/[\s,]+/).includes("*") ? "*" : except };
}

function addressIn(env: Record<string, string | undefined>, ...names: string[]): string {
  const name = names.flatMap((each) => [each, each.toUpperCase()]).find((each) => env[each]?.trim());
  if (name === undefined) return "";
  const written = env[name]!.trim();
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(written) ? written : `http://${written}`;
  const url = URL.parse(address);
  if (url === null || url.hostname === "" || !/^(?:https?|socks5?):$/.test(url.protocol))
    throw new Error(
      `${name} holds no proxy's address: set it to one such as http://proxy.example:3128 or socks5://127.0.0.1:1080, or leave it out`,
    );
  return address;
}
