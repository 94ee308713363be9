/** (X′X + K)⁻¹ and its determinant, kept up to date while rows of X are exchanged. */
export interface InverseInformation {
  /**
   * Takes `after` for `before` where that makes |X′X + K| larger by more than a thousandth. Quick
   * where they differ in few places, and the same array comes as `before` many times.
   */
  exchange(before: Float64Array, after: Float64Array): boolean;
  logDeterminant(): number;
}

/** Begins with the diagonal K and these rows. */
export function inverseInformation(priors: readonly number[], rows: readonly Float64Array[]): InverseInformation {
  const width = priors.length;
  const inverse = new Float64Array(width * width);
  for (const [i, weight] of priors.entries()) inverse[i * width + i] = 1 / weight;
  let logDeterminant = priors.reduce((sum, weight) => sum + Math.log(weight), 0);
  const times = (x: Float64Array): Float64Array => {
    const product = new Float64Array(width);
    for (let i = 0; i < width; i++) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += inverse[i * width + j]! * x[j]!;
      product[i] = sum;
    }
    return product;
  };
  /** Adds or takes away a row (Sherman and Morrison). */
  const update = (x: Float64Array, sign: 1 | -1) => {
    const product = times(x);
    const size = 1 + sign * dot(x, product);
    logDeterminant += Math.log(size);
    for (let i = 0; i < width; i++) {
      const share = (sign * product[i]!) / size;
      for (let j = 0; j < width; j++) inverse[i * width + j]! -= share * product[j]!;
    }
  };
  /** x′(X′X + K)⁻¹x of what differs between two rows, in the few places where it does. */
  const between = (before: Float64Array, after: Float64Array, places: readonly number[]): number => {
    let sum = 0;
    for (let a = 0; a < places.length; a++) {
      const i = places[a]!;
      const from = i * width;
      let along = (inverse[from + i]! * (after[i]! - before[i]!)) / 2;
      for (let b = 0; b < a; b++) {
        const j = places[b]!;
        along += inverse[from + j]! * (after[j]! - before[j]!);
      }
      sum += (after[i]! - before[i]!) * along;
    }
    return 2 * sum;
  };
  for (const row of rows) update(row, 1);
  let last: { row: Float64Array; product: Float64Array; within: number } | null = null;
  return {
    exchange(before, after) {
      if (last?.row !== before) {
        const product = times(before);
        last = { row: before, product, within: dot(before, product) };
      }
      const { product, within } = last;
      const places = placesOf(before, after);
      const across = places.reduce((sum, i) => sum + product[i]! * (after[i]! - before[i]!), within);
      const beyond = 2 * across - within + between(before, after, places);
      if ((1 - within) * (1 + beyond) + across ** 2 <= 1.001) return false;
      update(after, 1);
      update(before, -1);
      last = null;
      return true;
    },
    logDeterminant: () => logDeterminant,
  };
}

/** Where two rows differ. */
function placesOf(a: Float64Array, b: Float64Array): number[] {
  const places: number[] = [];
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) places.push(i);
  return places;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
