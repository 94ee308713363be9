/** What a list is made of that makes its items when they are asked for. */
export interface ListParts<T> {
  length: number;
  at(place: number): T;
  /** All of them in order, where that is quicker than one by one. */
  walk(): Iterable<T>;
}

/** How many items are shown where the list is printed. */
const shownItems = 3;

/**
 * An array that makes its items when they are asked for, and holds none: everything that reads an
 * array reads it. It cannot be written to.
 */
export function lazyList<T>({ length, at, walk }: ListParts<T>): T[] {
  const values = () => Iterator.from(walk());
  const entries = () => values().map((value, place): [number, T] => [place, value]);
  const shown = () => {
    const first = Array.from(values().take(shownItems));
    return length > first.length ? [...first, `… ${length - first.length} more`] : first;
  };
  const quick: Partial<Record<PropertyKey, unknown>> = { length, values, entries, [Symbol.iterator]: values };
  const isPlace = (key: PropertyKey) => typeof key === "string" && /^\d+$/.test(key) && Number(key) < length;
  const refuse = () => {
    throw new TypeError("this list makes its items when they are asked for: copy it to change it, [...list]");
  };
  const target: T[] = Object.defineProperty([], Symbol.for("nodejs.util.inspect.custom"), { value: shown });
  return new Proxy<T[]>(target, {
    get: (list, key) =>
      isPlace(key) ? at(Number(key)) : Object.hasOwn(quick, key) ? quick[key] : (Reflect.get(list, key) as unknown),
    has: (list, key) => isPlace(key) || key in list,
    ownKeys: (list) => Reflect.ownKeys(list),
    getOwnPropertyDescriptor: (list, key) => {
      if (isPlace(key)) return { value: at(Number(key)), writable: true, enumerable: true, configurable: true };
      const found = Reflect.getOwnPropertyDescriptor(list, key);
      return key === "length" ? { ...found, value: length } : found;
    },
    set: refuse,
    defineProperty: refuse,
    deleteProperty: refuse,
  });
}
