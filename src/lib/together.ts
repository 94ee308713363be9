/**
 * Does work for many at once: whatever is asked while a piece of work is under way goes into the
 * next, at most `most` together, in the order it came. `work` gives one result for each item; what
 * it throws, each of its items throws.
 */
export function together<In, Out>(
  work: (items: In[]) => Promise<readonly Out[]>,
  most = 500,
): (item: In) => Promise<Out> {
  let waiting: { item: In; resolve: (out: Out) => void; reject: (error: unknown) => void }[] = [];
  let working = false;
  const go = async () => {
    // One turn of the event loop lets everything that is ready now go together.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const batch = waiting.splice(0, most);
      try {
        const results = await work(batch.map(({ item }) => item));
        batch.forEach(({ resolve }, index) => resolve(results[index]!));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    working = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (working) return;
      working = true;
      void go();
    });
}
