/**
 * Does `work` on every item, at most `concurrency` at a time, drawing the next item only when there
 * is room for it. After a failure no further item is drawn; the first failure is thrown once the
 * work under way has ended.
 */
export async function limit<T>(
  items: Iterable<T> | AsyncIterable<T>,
  concurrency: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  if (!Number.isInteger(concurrency) || concurrency < 1)
    throw new RangeError(`concurrency ${concurrency}: expected a whole number, 1 or more`);
  const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  let failure: { error: unknown } | null = null;
  // An async generator queues concurrent next() calls, so workers may draw from it without a lock.
  const worker = async () => {
    while (failure === null) {
      try {
        const { done, value } = await source.next();
        if (done) return;
        await work(value);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  if (failure !== null) {
    await source.return?.();
    throw (failure as { error: unknown }).error;
  }
}
