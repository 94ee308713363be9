/** Nothing answers where the published files are: no network, a wrong address, a server that does not reply. */
export class Unreachable extends Error {}

/** The server has no such file. */
export class NotThere extends Error {}

const redirects = 3;
const patienceMs = 60_000;

/**
 * A file's bytes, streamed, and given up as soon as they are more than `limit`, counted after decompression. Follows at
 * most three redirects, to https or the same server. Throws {@link Unreachable} where nothing answers.
 */
export async function download(from: string, limit: number, signal: AbortSignal): Promise<Uint8Array> {
  const patience = AbortSignal.timeout(patienceMs);
  let url = new URL(from);
  for (let hops = 0; hops <= redirects; hops++) {
    const response = await ask(url, AbortSignal.any([signal, patience]), signal);
    const location = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
    if (location === null) return take(response, url, limit, signal);
    await response.body?.cancel();
    const next = new URL(location, url);
    if (next.protocol !== "https:" && next.origin !== url.origin)
      throw new Error(`${url} redirects to ${next.origin}, which is not https: refused`);
    url = next;
  }
  throw new Error(`${from} redirects more than ${redirects} times: refused`);
}

async function ask(url: URL, both: AbortSignal, own: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { redirect: "manual", signal: both, headers: { "accept-encoding": "identity" } });
  } catch (error) {
    own.throwIfAborted();
    throw unreachable(url, error);
  }
}

async function take(response: Response, url: URL, limit: number, signal: AbortSignal): Promise<Uint8Array> {
  if (!response.ok) {
    await response.body?.cancel();
    if (response.status === 404 || response.status === 410)
      throw new NotThere(`${url} is not there (${response.status})`);
    throw new Unreachable(`${url.origin} answered ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  const tooLarge = () => new Error(`${url} has more than the ${limit} bytes expected of it: refused`);
  if (Number(response.headers.get("content-length") ?? 0) > limit) {
    await response.body?.cancel();
    throw tooLarge();
  }
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > limit) break;
      chunks.push(chunk);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw unreachable(url, error);
  }
  if (size > limit) throw tooLarge();
  return Buffer.concat(chunks);
}

function unreachable(url: URL, error: unknown): Unreachable {
  const { message, name, cause } = error as Error & { cause?: { code?: string; message?: string } };
  const why = name === "TimeoutError" ? "no answer in time" : (cause?.code ?? cause?.message ?? message);
  return new Unreachable(`cannot reach ${url.origin} (${why})`, { cause: error });
}
