import { random, shuffle } from "../../lib/random.ts";
import { interleave } from "../order.ts";
import type { Kind } from "./kinds.ts";
import type { Makings } from "./recipe.ts";

/** Where a trial stands before they are put in order: model by model, kind by kind. */
type Unordered = number;

/** An order of trials, one stretch after the other, so that none but one need be held. */
export interface Blocks {
  count: number;
  /** The places of one stretch, in order. */
  read(block: number): Unordered[];
  size(block: number): number;
}

/**
 * The order of a plan's trials: arms, wordings and conditions evenly spread, in each of so many
 * blocks by itself. Of a kind each block has its share, input by input and epoch by epoch.
 */
export function openBlocks({ seed, models }: Makings, kinds: readonly Kind[], most: number): Blocks {
  const perModel = kinds.reduce((sum, { count }) => sum + count, 0);
  const all = perModel * models.length;
  const count = Math.max(1, Math.ceil(all / most));
  const spread = (places: Unordered[], name: string) => interleave(places, keysOf(kinds, perModel), random(name));
  if (count === 1) {
    const read = () =>
      spread(
        Array.from({ length: all }, (_, place) => place),
        `order ${seed}`,
      );
    return { count, size: () => all, read };
  }
  const inputsOf = kinds.map(({ inputs }, kind) =>
    shuffle(Array.from(inputs.keys()), random(`inputs ${seed} ${kind}`)),
  );
  function* shares(block: number): Generator<{ kind: number; first: Unordered; from: number; to: number }> {
    const phase = random(`shares ${seed}`);
    for (let model = 0; model < models.length; model++)
      for (const [kind, { count: of, start }] of kinds.entries()) {
        const shift = phase();
        const cut = (at: number) =>
          at === 0 ? 0 : at === count ? of : Math.min(of, Math.floor((at * of) / count + shift));
        yield { kind, first: model * perModel + start, from: cut(block), to: cut(block + 1) };
      }
  }
  return {
    count,
    size: (block) => shares(block).reduce((sum, { from, to }) => sum + to - from, 0),
    read(block) {
      const places: Unordered[] = [];
      for (const { kind, first, from, to } of shares(block)) {
        const inputs = inputsOf[kind]!;
        const { epochs } = kinds[kind]!;
        for (let at = from; at < to; at++)
          places.push(first + inputs[at % inputs.length]! * epochs + Math.floor(at / inputs.length));
      }
      return spread(places, `order ${seed} ${block}`);
    },
  };
}

/** What is evenly spread: scenario, model and way to elicit; then arm; wording; condition. */
function keysOf(kinds: readonly Kind[], perModel: number): ((place: Unordered) => string | number)[] {
  const find = finding(kinds);
  const kindAt = (place: Unordered) => kinds[find(place % perModel)]!;
  const sections = (kinds.at(-1)?.section ?? 0) + 1;
  return [
    (place) => Math.floor(place / perModel) * sections + kindAt(place).section,
    (place) => kindAt(place).what.arm,
    (place) => kindAt(place).what.wording,
    (place) => kindAt(place).condition,
  ];
}

/** Finds which kind a place among a model's trials is of; places near each other at once. */
export function finding(kinds: readonly Kind[]): (place: number) => number {
  let last = 0;
  const holds = (kind: number, place: number) => {
    const { start, count } = kinds[kind]!;
    return place >= start && place < start + count;
  };
  return (place) => {
    if (holds(last, place)) return last;
    let [low, high] = [0, kinds.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (kinds[middle]!.start <= place) low = middle;
      else high = middle - 1;
    }
    last = low;
    return low;
  };
}
