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
  let underWay = 0;
  let wake = () => {};
  const begin = async (item: T) => {
    underWay++;
    try {
      await work(item);
    } catch (error) {
      failure ??= { error };
    }
    underWay--;
    wake();
  };
  const fewerThan = async (most: number) => {
    while (underWay >= most) await new Promise<void>((resolve) => (wake = resolve));
  };
  // One draws for all: a thousand calls of next() that wait in an async generator are slow to
  // queue.
  try {
    for (;;) {
      await fewerThan(concurrency);
      if (failure !== null) break;
      const { done, value } = await source.next();
      if (done) break;
      void begin(value);
    }
  } catch (error) {
    failure ??= { error };
  }
  await fewerThan(1);
  if (failure !== null) {
    await source.return?.();
    throw (failure as { error: unknown }).error;
  }
}
