/**
 * A projective map from pairs of points, by least squares on normalised coordinates (Hartley & Zisserman, Multiple View Geometry,
 * 2nd ed., algorithm 4.2): how a photographed page lies over the blank.
 */
import { type PageFit, type Pair, type Point } from '../page-fit.js';

/** Null with fewer than four pairs, or points on a line. */
export function fitProjective(pairs: readonly Pair[]): PageFit | null {
  if (pairs.length < 4) return null;
  const seen = normalise(pairs.map((pair) => pair.seen));
  const blank = normalise(pairs.map((pair) => pair.blank));
  const rows: number[][] = [];
  const wanted: number[] = [];
  for (const pair of pairs) {
    const [x, y] = [(pair.seen.x - seen.x) / seen.scale, (pair.seen.y - seen.y) / seen.scale];
    const [u, v] = [(pair.blank.x - blank.x) / blank.scale, (pair.blank.y - blank.y) / blank.scale];
    rows.push([x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]);
    wanted.push(u, v);
  }
  const found = solveLeastSquares(rows, wanted);
  if (!found) return null;
  const [a = 0, c = 0, e = 0, b = 0, d = 0, f = 0, g = 0, h = 0] = found;
  // Back from normalised coordinates: blank⁻¹ · H · seen.
  const k = 1 / seen.scale;
  const [gs, hs] = [g * k, h * k];
  const w = 1 - gs * seen.x - hs * seen.y;
  if (Math.abs(w) < 1e-9) return null;
  const top = (p: number, q: number, r: number, scale: number, shift: number): [number, number, number] => [
    (scale * p * k + shift * gs) / w,
    (scale * q * k + shift * hs) / w,
    (scale * (r - p * k * seen.x - q * k * seen.y) + shift * w) / w,
  ];
  const [A, C, E] = top(a, c, e, blank.scale, blank.x);
  const [B, D, F] = top(b, d, f, blank.scale, blank.y);
  return { a: A, b: B, c: C, d: D, e: E, f: F, g: gs / w, h: hs / w };
}

function normalise(points: readonly Point[]): Point & { readonly scale: number } {
  const x = points.reduce((sum, point) => sum + point.x, 0) / points.length;
  const y = points.reduce((sum, point) => sum + point.y, 0) / points.length;
  const spread = points.reduce((sum, point) => sum + Math.hypot(point.x - x, point.y - y), 0) / points.length;
  return { x, y, scale: Math.max(spread, 1e-9) };
}

/** Normal equations, solved by elimination with pivoting; null when they are singular. */
function solveLeastSquares(rows: readonly (readonly number[])[], wanted: readonly number[]): number[] | null {
  const size = rows[0]?.length ?? 0;
  const matrix = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size + 1 }, (__, j) =>
      rows.reduce((sum, row, at) => sum + (row[i] ?? 0) * (j < size ? (row[j] ?? 0) : (wanted[at] ?? 0)), 0),
    ),
  );
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1)
      if (Math.abs(matrix[row]?.[column] ?? 0) > Math.abs(matrix[pivot]?.[column] ?? 0)) pivot = row;
    const [top, own] = [matrix[pivot], matrix[column]];
    if (!top || !own || Math.abs(top[column] ?? 0) < 1e-10) return null;
    [matrix[pivot], matrix[column]] = [own, top];
    for (let row = 0; row < size; row += 1) {
      const line = matrix[row];
      if (row === column || !line) continue;
      const factor = (line[column] ?? 0) / (top[column] ?? 1);
      for (let at = column; at <= size; at += 1) line[at] = (line[at] ?? 0) - factor * (top[at] ?? 0);
    }
  }
  return matrix.map((line, index) => (line[size] ?? 0) / (line[index] ?? 1));
}
