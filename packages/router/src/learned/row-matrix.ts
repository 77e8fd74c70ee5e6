import type { SparseVector } from './sparse-vector.ts';

/** Sparse rows one behind the other, each place scaled: what is gone through a thousand times should lie in order. */
export class RowMatrix {
  readonly rows: number;
  readonly scales: Float64Array;
  readonly #starts: Uint32Array;
  readonly #indices: Uint32Array;
  readonly #values: Float64Array;

  /** @param scales by place; as many as there are places */
  constructor(rows: readonly SparseVector[], scales: Float64Array) {
    this.rows = rows.length;
    this.scales = scales;
    const entries = rows.reduce((sum, { indices }) => sum + indices.length, 0);
    this.#starts = new Uint32Array(rows.length + 1);
    this.#indices = new Uint32Array(entries);
    this.#values = new Float64Array(entries);
    let next = 0;
    for (const [row, { indices, values }] of rows.entries()) {
      for (let at = 0; at < indices.length; at++) {
        const index = indices[at] ?? 0;
        this.#indices[next] = index;
        this.#values[next++] = (values[at] ?? 0) * (scales[index] ?? 0);
      }
      this.#starts[row + 1] = next;
    }
  }

  /** One number per row. */
  times(weights: Float64Array): Float64Array {
    const sums = new Float64Array(this.rows);
    for (let row = 0; row < this.rows; row++) {
      const end = this.#starts[row + 1] ?? 0;
      let sum = 0;
      for (let at = this.#starts[row] ?? 0; at < end; at++) {
        sum += (this.#values[at] ?? 0) * (weights[this.#indices[at] ?? 0] ?? 0);
      }
      sums[row] = sum;
    }
    return sums;
  }

  /** One number per place: the sum of the rows, each times its number. */
  sumOfRows(numbers: Float64Array): Float64Array {
    const sums = new Float64Array(this.scales.length);
    for (let row = 0; row < this.rows; row++) {
      const number = numbers[row] ?? 0;
      const end = this.#starts[row + 1] ?? 0;
      for (let at = this.#starts[row] ?? 0; at < end; at++) {
        const index = this.#indices[at] ?? 0;
        sums[index] = (sums[index] ?? 0) + number * (this.#values[at] ?? 0);
      }
    }
    return sums;
  }
}
