/** Pearson's correlation of two series of pixels, summed up one pair after the other. */

export class Correlation {
  private count = 0;
  private sumA = 0;
  private sumB = 0;
  private sumAA = 0;
  private sumBB = 0;
  private sumAB = 0;

  add(a: number, b: number): void {
    this.count += 1;
    this.sumA += a;
    this.sumB += b;
    this.sumAA += a * a;
    this.sumBB += b * b;
    this.sumAB += a * b;
  }

  /** -1 to 1; 0 where one of them is all alike. */
  get value(): number {
    const { count, sumA, sumB, sumAA, sumBB, sumAB } = this;
    const variance = (sumAA - (sumA * sumA) / count) * (sumBB - (sumB * sumB) / count);
    return variance > 0 ? (sumAB - (sumA * sumB) / count) / Math.sqrt(variance) : 0;
  }
}
