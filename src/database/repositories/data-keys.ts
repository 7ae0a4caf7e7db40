/** The wrapped data keys of the vault. */
import { withClient } from '../data-source.js';

export interface DataKeyRow {
  id: string;
  wrapped: Buffer;
  createdAt: Date;
}

/** The load and save functions that the vault is opened with, on a database by its URL. */
export function dataKeyStore(url: string): {
  load: () => Promise<DataKeyRow[]>;
  saveFirst: (key: DataKeyRow) => Promise<void>;
} {
  return {
    load: () =>
      withClient(url, async (client) => {
        const { rows } = await client.query<DataKeyRow>(
          'select id, wrapped, created_at as "createdAt" from data_keys order by created_at, id',
        );
        return rows;
      }),
    // Several processes may start on an empty database at once: the first key wins, the others load it.
    saveFirst: ({ id, wrapped, createdAt }) =>
      withClient(url, async (client) => {
        await client.query('begin');
        await client.query('lock table data_keys in exclusive mode');
        await client.query(
          `insert into data_keys (id, wrapped, created_at)
           select $1, $2, $3 where not exists (select 1 from data_keys)`,
          [id, wrapped, createdAt],
        );
        await client.query('commit');
      }),
  };
}
