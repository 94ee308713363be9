/** What one model is to be asked. */
export interface Asked {
  model: string;
  calls: number;
  inputTokens: number;
  outputTokens: number;
}

/** What a provider allows for each model in a minute. */
export interface Limits {
  requests: number;
  inputTokens: number;
  outputTokens: number;
}

/** Who asks, and how long a reply takes. */
export interface Workers {
  workers: number;
  /** Calls under way at once, of each. */
  concurrency: number;
  /** Seconds to the first token, and tokens a second from there. */
  firstTokenSeconds: number;
  tokensPerSecond: number;
}

/**
 * Hours until all models are asked: each as fast as the tightest of its limits allows, or as the
 * calls that all workers can have under way do, which are shared evenly among the models that are
 * left and could use them.
 */
export function hoursOf(asked: readonly Asked[], limits: Limits, workers: Workers): number {
  const left = new Map(asked.filter(({ calls }) => calls > 0).map((each) => [each, each.calls]));
  let hours = 0;
  while (left.size > 0) {
    const rates = ratesOf([...left.keys()], limits, workers);
    const next = Math.min(...[...left].map(([each, calls]) => calls / rates.get(each)!));
    hours += next;
    for (const [each, calls] of left) {
      const rest = calls - next * rates.get(each)!;
      if (rest > 1e-6) left.set(each, rest);
      else left.delete(each);
    }
  }
  return hours;
}

/** Calls an hour of each model. */
function ratesOf(
  asked: readonly Asked[],
  limits: Limits,
  { workers, concurrency, firstTokenSeconds, tokensPerSecond }: Workers,
) {
  const rates = new Map<Asked, number>();
  let slots = workers * concurrency;
  const wishes = asked.map((each) => {
    const { calls, inputTokens, outputTokens } = each;
    const perMinute = [
      limits.requests,
      limits.inputTokens / (inputTokens / calls),
      limits.outputTokens / (outputTokens / calls),
    ];
    const seconds = firstTokenSeconds + outputTokens / calls / tokensPerSecond;
    return { each, seconds, slots: (Math.min(...perMinute) / 60) * seconds };
  });
  // Who can use the fewest is served first, so that what it leaves goes to the others.
  wishes.sort((a, b) => a.slots - b.slots);
  for (const [index, wish] of wishes.entries()) {
    const share = Math.min(wish.slots, slots / (wishes.length - index));
    slots -= share;
    rates.set(wish.each, (share / wish.seconds) * 3600);
  }
  return rates;
}
