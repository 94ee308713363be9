import { dispatcher } from "../../lib/dispatcher.ts";

/**
 * Nothing answers where the published files are: no network, a wrong address, a server that does
 * not reply.
 */
export class Unreachable extends Error {}

/** The server has no such file. */
export class NotThere extends Error {}

const redirects = 3;

/** How far a download may go. */
export interface Bounds {
  /** Bytes, counted after decompression, beyond which it is given up. */
  limit: number;
  /**
   * Whether it may be redirected to another server, by https; what nobody can check afterwards may
   * not.
   */
  elsewhere: boolean;
  signal: AbortSignal;
  /** Milliseconds for all of it; 60,000. */
  patienceMs?: number;
}

/**
 * A file's bytes, streamed, and given up as soon as they are too many or take too long. Follows at
 * most three redirects, to the same server or where {@link Bounds} allow. Throws {@link
 * Unreachable} where nothing answers.
 */
export async function download(from: string, bounds: Bounds): Promise<Uint8Array> {
  const { limit, elsewhere, signal, patienceMs = 60_000 } = bounds;
  const patience = AbortSignal.timeout(patienceMs);
  let url = addressOf(from);
  for (let hops = 0; hops <= redirects; hops++) {
    const response = await ask(url, AbortSignal.any([signal, patience]), signal);
    const location = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
    if (location === null) return take(response, url, limit, signal);
    await response.body?.cancel();
    const next = URL.parse(location, url);
    const to = next === null ? location : `${next.protocol}//${next.host}`;
    if (next === null || (next.protocol !== "https:" && next.origin !== url.origin))
      throw new Error(`${url} redirects to ${to}, which is not https: refused`);
    if (!elsewhere && next.origin !== url.origin)
      throw new Error(`${url} redirects to ${to}, and nobody has confirmed the file's checksum: refused`);
    url = next;
  }
  throw new Error(`${from} redirects more than ${redirects} times: refused`);
}

function addressOf(from: string): URL {
  const url = URL.parse(from);
  if (url?.username || url?.password)
    throw new Error("an address to fetch from may have no user name or password in it");
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Error(
      `cannot fetch ${from}: expected an address that begins with https:// (--base, PARALLAX_PUBLISHED_URL)`,
    );
  return url;
}

async function ask(url: URL, both: AbortSignal, callers: AbortSignal): Promise<Response> {
  const through = await dispatcher();
  try {
    const headers = { "accept-encoding": "identity" };
    const how = { redirect: "manual" as const, signal: both, headers, dispatcher: through };
    return await fetch(url, how);
  } catch (error) {
    callers.throwIfAborted();
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
