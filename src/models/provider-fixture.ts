import { after, beforeEach } from "node:test";
import type { Request } from "./model.ts";
import { listen, type ProviderServer } from "./provider-server.ts";

/** Test support: the least that a model can be asked. */
export const plainRequest: Request = {
  messages: [{ role: "user", content: "Hello" }],
  params: {},
  seed: null,
  schema: null,
  choices: null,
};

/** Test support: a server for a file's tests, which knows nothing of the test before. */
export async function forgetfulServer(): Promise<ProviderServer> {
  const server = await listen();
  after(() => server.close());
  beforeEach(() => {
    server.requests.length = 0;
    server.answer = () => ({});
  });
  return server;
}
