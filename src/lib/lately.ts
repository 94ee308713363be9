/**
 * What was made of a key, made once as long as the key is among the last `most` that were asked
 * for. For what is the same each time and costs more than a look; a key counts by identity.
 */
export function lately<K, V>(most: number, make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const had = known.has(key);
    const value = had ? known.get(key)! : make(key);
    known.delete(key);
    known.set(key, value);
    if (known.size > most) known.delete(known.keys().next().value as K);
    return value;
  };
}
