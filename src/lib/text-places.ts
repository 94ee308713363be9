/** Numbers different texts by order of appearance, in some 12 bytes each, whatever they are. */
export interface TextPlaces {
  /** Its number; a new one where it is new. */
  add(text: string): number;
  /** Its number; −1 where it was not added. */
  find(text: string): number;
}

/**
 * No texts yet. They are told apart by 64 bits of a hash: of two in 10^19 that are taken for one,
 * whoever must know asks what it finds there.
 */
export function textPlaces(): TextPlaces {
  let [size, used] = [1 << 10, 0];
  let slots = new Int32Array(size);
  let [high, low] = [new Uint32Array(size / 2), new Uint32Array(size / 2)];
  const slotOf = (a: number, b: number): number => {
    for (let slot = (a ^ b) & (size - 1); ; slot = (slot + 1) & (size - 1)) {
      const place = slots[slot]! - 1;
      if (place < 0 || (high[place] === a && low[place] === b)) return slot;
    }
  };
  const grow = () => {
    size *= 2;
    [high, low] = [high, low].map((each) => {
      const more = new Uint32Array(size / 2);
      more.set(each);
      return more;
    }) as [Uint32Array<ArrayBuffer>, Uint32Array<ArrayBuffer>];
    slots = new Int32Array(size);
    for (let place = 0; place < used; place++) slots[slotOf(high[place]!, low[place]!)] = place + 1;
  };
  return {
    add(text) {
      const [a, b] = hashOf(text);
      const slot = slotOf(a, b);
      if (slots[slot]! > 0) return slots[slot]! - 1;
      [high[used], low[used]] = [a, b];
      const place = used++;
      slots[slot] = place + 1;
      if (used === size / 2) grow();
      return place;
    },
    find(text) {
      const [a, b] = hashOf(text);
      return slots[slotOf(a, b)]! - 1;
    },
  };
}

/** Two hashes of 32 bits, as cyrb53 mixes them. */
function hashOf(text: string): [number, number] {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return [a >>> 0, b >>> 0];
}
