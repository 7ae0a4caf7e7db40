/** Sealed bytes out of the database, in pieces: the driver gets bytea as text, and several times its size in memory. */
import { type EntityManager } from 'typeorm';

const PIECE_BYTES = 2 * 1024 * 1024;

interface Piece {
  readonly size: number;
  readonly piece: Buffer;
}

/** The row of `contents` with this id. Throws when there is none. */
export async function getContent(
  manager: EntityManager,
  id: string,
): Promise<{ id: string; sealed: Buffer }> {
  const read = async (from: number): Promise<Piece> => {
    const [row] = await manager.query<Piece[]>(
      `select octet_length(sealed) as size, substring(sealed from $2 for $3) as piece from contents where id = $1`,
      [id, from + 1, PIECE_BYTES],
    );
    if (!row) throw new Error('there is no such content');
    return row;
  };
  const first = await read(0);
  if (first.piece.length === first.size) return { id, sealed: first.piece };
  const sealed = Buffer.alloc(first.size);
  let filled = first.piece.copy(sealed);
  while (filled < first.size) {
    const { size, piece } = await read(filled);
    // Purged while it was being read.
    if (size !== first.size || piece.length === 0) throw new Error('the content has changed');
    filled += piece.copy(sealed, filled);
  }
  return { id, sealed };
}
