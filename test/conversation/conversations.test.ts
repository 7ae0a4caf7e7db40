/** Runs every conversation of `scripts/` on one service; `-t` with a piece of its title runs one. The form is described in conversation.ts. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, test } from '@jest/globals';
import { openService, type Service } from '../journey/service.js';
import { type Conversation, openTalk } from './conversation.js';

const folder = join(process.cwd(), 'test/conversation/scripts');
const scripts: { readonly name: string; readonly script: Conversation }[] = [];
// One after the other: several share what they import.
for (const file of readdirSync(folder).sort()) {
  if (!file.endsWith('.ts')) continue;
  const { default: script } = (await import(pathToFileURL(join(folder, file)).href)) as {
    default: Conversation;
  };
  scripts.push({ name: file.replace(/\.ts$/, ''), script });
}

let service: Service;
let daysAhead = 0;
const now = (): Date => new Date(Date.now() + daysAhead * 86_400_000);

beforeAll(async () => {
  service = await openService({ start: { now } });
  await service.start();
});
afterAll(() => service.stop());

test.each(scripts.map(({ name, script }) => [name, script.title, script] as const))(
  '%s: %s',
  async (_name, _title, script) => {
    await script.run(
      openTalk(
        service,
        (days) => {
          daysAhead += days;
        },
        now,
      ),
    );
  },
);
