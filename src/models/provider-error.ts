import { blotKeys } from "./blot-key.ts";
import { plain, readErrorBody, type ErrorBody } from "./error-body.ts";
import { Filtered, isFilterCode, isFilterSaying } from "./filtered.ts";
import { ModelError } from "./model.ts";
import { readLimits } from "./limits/read-limits.ts";
import { retryAfter } from "./retry-after.ts";

/** Who asked: whose key it was, and where that came from. */
export interface Asker {
  id: string;
  /** What is never to be repeated: the key, and what looks like one in the address. */
  secrets: readonly string[];
  /** The environment variable the key comes from. */
  keyName: string;
}

/**
 * What an error status means: the provider's filter, or a {@link ModelError} in the provider's own
 * words, retryable on 408, 409, 429 and 5xx, and not on an exhausted quota. 401 is of the key; 403
 * only where the provider says so, since it is given for regions, moderation and firewalls, too.
 * The key is blotted out of every word.
 */
export function statusError(
  asker: Asker,
  status: number,
  { words, codes }: ErrorBody,
  headers?: Headers,
): ModelError | Filtered {
  const said = blotWords(words, asker.secrets);
  const code = codes.find(isFilterCode);
  if (status < 500 && status !== 401 && status !== 429 && (code !== undefined || isFilterSaying(said)))
    return new Filtered(`${code ?? status}: ${code === undefined ? "" : `${status} `}${said}`);
  if (status === 401 || (status === 403 && isOfKey(said, codes))) {
    const advice = `the provider refused the key (${status}): check ${asker.keyName} and what it may use`;
    return new ModelError(`${asker.id}: ${advice}${said === "" ? "" : `; it says: ${said}`}`, {
      retryable: false,
      status,
    });
  }
  const exhausted = codes.some((each) => /^(insufficient_quota|billing_|credit)/.test(String(each)));
  const passing = status === 408 || status === 409 || status === 429 || status >= 500;
  const hint = /reasoning summar/i.test(said) ? `; or ask for none: ${asker.id}?summary=none` : "";
  const refused = status === 403 ? "the provider refused the request: " : "";
  return new ModelError(`${asker.id}: ${refused}${status} ${said}${hint}`.trim(), {
    retryable: passing && !exhausted,
    status,
    retryAfterMs: retryAfter(headers),
    limits: headers === undefined ? null : readLimits(headers),
  });
}

/** {@link statusError} of a response as it came. */
export const responseError = (asker: Asker, status: number, headers: Headers, text: string): ModelError | Filtered =>
  statusError(asker, status, readErrorBody(text), headers);

const keyCodes = /permission|auth|api_?key|access/i;
const keyWords =
  /\b(?:api[ _-]?key|credentials?|unauthori[sz]ed|authenticat\w+|token|permissions?|(?:does not|doesn't|do not|don't|no) have access|no access to)\b/i;
const ofElse =
  /\b(?:regions?|country|territory|location|geo\w*|firewall|waf|cloudflare|ip(?: address)?|vpn|proxy|network|browser|flagged|moderat\w+|safety|blocked)\b/i;

/** A page for a browser comes from what stands before the provider, which knows no keys. */
const isOfKey = (words: string, codes: readonly (string | number)[]): boolean =>
  words === "" ||
  /^status 403$/.test(words) ||
  (!ofElse.test(words.replaceAll("_", " ")) &&
    !words.startsWith("an HTML page") &&
    (keyWords.test(words) || codes.some((code) => keyCodes.test(String(code)))));

/**
 * What was thrown on the way to an answer, as a ModelError: dropped connections and timeouts are
 * retryable, a certificate that is not trusted is not. The SDK's error is not kept as cause, since
 * it may quote the request.
 */
export function connectionError({ id, secrets }: Asker, error: unknown): ModelError {
  const { message = String(error) } = (error ?? {}) as Error;
  const root = deepest(error);
  const { code = "" } = root as { code?: string };
  const why = root === error || message.includes(root.message) ? message : `${message} (${root.message})`;
  const untrusted = certificates.test(code);
  const advice =
    untrusted && !/EXPIRED|NOT_YET_VALID|ALTNAME/.test(code)
      ? "; to trust its own authority, name the file in NODE_EXTRA_CA_CERTS"
      : "";
  const refused = /Proxy response \(4\d\d\)/.test(root.message);
  const proxy = refused ? "; that is the proxy of HTTPS_PROXY or HTTP_PROXY, not the provider" : "";
  const flooded = /HEADERS_OVERFLOW/.test(code);
  const plainHttp =
    code === "ERR_SSL_WRONG_VERSION_NUMBER" || /wrong version number|packet length too long/i.test(root.message);
  const scheme = plainHttp ? "; the server seems to speak http, not https" : "";
  return new ModelError(`${id}: ${blotWords(plain(why), secrets)}${advice}${proxy}${scheme}`, {
    retryable: !untrusted && !plainHttp && !refused && !flooded,
  });
}

const certificates = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|ERR_TLS_CERT/;

function deepest(error: unknown): Error {
  const { cause } = (error ?? {}) as Error;
  return cause instanceof Error ? deepest(cause) : ((error ?? new Error("unknown")) as Error);
}

/** Words without the key, and without what looks like one. */
export function blotWords(words: string, secrets: readonly string[]): string {
  return blotKeys(words, secrets).replace(/\b(sk|key)-[\w*-]{8,}/g, "[key]");
}
