import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Test support: what was asked of a local server, and where it is. */
export interface FileServer {
  base: string;
  asked: string[];
}

/**
 * Test support: a server on 127.0.0.1, closed after the test, that answers with files of a folder
 * or as it is told.
 */
export async function serve(
  t: TestContext,
  answer: string | ((request: IncomingMessage, response: ServerResponse) => void),
): Promise<FileServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (typeof answer === "function") return answer(request, response);
    const file = join(answer, decodeURIComponent(request.url ?? ""));
    if (existsSync(file)) response.end(readFileSync(file));
    else response.writeHead(404).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
