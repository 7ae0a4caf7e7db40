/**
 * Each study has a database of its own: the first start writes down whose it is, and another study's service, started with a copied
 * setting, is refused before it reads a message or a case.
 */
import { ConfigError } from './config/config-error.js';
import { withClient } from './database/data-source.js';

/** ConfigError when the database holds another study. The id is the one in study.yaml. */
export async function claimDatabase(url: string, studyId: string): Promise<void> {
  const owner = await withClient(url, async (client) => {
    await client.query(
      `insert into settings (name, value, changed_by, changed_at) values ('study', to_jsonb($1::text), 'start', now())
       on conflict (name) do nothing`,
      [studyId],
    );
    const { rows } = await client.query<{ value: string }>(`select value from settings where name = 'study'`);
    return rows[0]?.value;
  });
  if (owner !== undefined && owner !== studyId)
    throw new ConfigError([
      `STUDY is “${studyId}”, but this database holds the study “${owner}”: each study has its own DATABASE_URL or DATA_DIR`,
    ]);
}
