import { ModelError, type Message, type Request } from "./model.ts";

/** What of Chat Completions a server takes, and by which name; the rest is not sent. */
export interface Taken {
  /** The role that instructions are given in. */
  system: "system" | "user" | "developer";
  seed: boolean;
  limit: "max_tokens" | "max_completion_tokens";
}

/**
 * What an address says a server takes: `?system=user`, `?seed=no`, `?limit=max_completion_tokens`.
 */
export function takenBy(options: Record<string, string>): Taken {
  const { system = "system", seed, limit = "max_tokens" } = options as Partial<Record<keyof Taken, string>>;
  return { system: system as Taken["system"], seed: seed !== "no", limit: limit as Taken["limit"] };
}

const refused =
  /(?:not|n't) (?:be )?(?:supported|permitted|allowed|recogni[sz]ed|enabled|accepted|implemented|valid)|unsupported|unrecogni[sz]ed|unknown|unexpected|forbidden|extra (?:inputs|fields)|only .* (?:supported|allowed)|(?:does|do|can)(?: not|n't) (?:support|accept|use|handle)|invalid (?:parameter|argument|field|role|request argument)|no such (?:parameter|argument|field)|should be|must be (?:one of|either)/i;

/** What says that a name is not known, rather than that its value is not. */
const unnamed =
  /unsupported|unrecogni[sz]ed|unknown|unexpected|forbidden|extra (?:inputs|fields)|not (?:supported|permitted|allowed)/i;

/**
 * A role that instructions may not have, by its name, by the roles there may be, or by its place.
 */
const ofRole =
  /\b(?:system|developer)\b|only user(?:,? (?:and )?(?:assistant|model|tool))+ roles|\brole\b.{0,40}\b(?:should be|must be)\b.*\buser\b/i;

/**
 * The statuses with which servers refuse a request for what is in it; templates fail with a 500.
 */
const statuses = [400, 415, 422, 500, 501];

/**
 * What a server takes after it has said plainly what it does not, with a 400 or the like; null
 * where it said nothing of the kind.
 */
export function learn(
  taken: Taken,
  error: unknown,
  { seed, params, messages, choices }: Request,
): Partial<Taken> | null {
  if (!(error instanceof ModelError) || !statuses.includes(error.status ?? 0)) return null;
  const said = error.message;
  const limited = params.maxTokens !== undefined || choices !== null;
  if (limited && taken.limit === "max_tokens" && /max_completion_tokens/.test(said))
    return { limit: "max_completion_tokens" };
  if (limited && taken.limit === "max_tokens" && /\bmax_tokens\b/.test(said) && unnamed.test(said))
    return { limit: "max_completion_tokens" };
  if (!refused.test(said)) return null;
  if (seed !== null && taken.seed && /\bseed\b/i.test(said) && !/\bseed\b.{0,20}(?:should|must) be\b/i.test(said))
    return { seed: false };
  const instructed = messages.some(({ role }) => role === "system");
  if (instructed && taken.system !== "user" && ofRole.test(said)) return { system: "user" };
  return null;
}

/** Messages with instructions in another role; what then follows in one role is one message. */
export function inRole(messages: readonly Message[], system: Taken["system"]) {
  if (system === "system") return [...messages];
  const renamed = messages.map(({ role, content }) => ({ role: role === "system" ? system : role, content }));
  return renamed.reduce<typeof renamed>((all, message) => {
    const last = all.at(-1);
    if (last?.role === message.role)
      return [...all.slice(0, -1), { role: last.role, content: `${last.content}\n\n${message.content}` }];
    return [...all, message];
  }, []);
}
