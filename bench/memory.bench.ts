/** Memory of each process at its highest, with a message that carries a 25 MB attachment beside a sheet. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { complete } from '../scripts/demo/fillings.mjs';
import { writeMail } from '../test/builders/mail.js';
import { openSheetPress } from '../test/builders/sheets.js';
import { listChildren } from '../test/journey/program.js';
import { openRig, study, tell } from './rig.js';

const MEGABYTES = 25;

test('memory', async () => {
  const rig = await openRig();
  try {
    const press = await openSheetPress(study, 'fr', complete);
    const sheet = await press({});
    // Named and begun like a PDF, so that a reader has to look at it.
    const heavy = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(MEGABYTES * 1024 * 1024)]);
    const mail = await writeMail({
      files: [
        { name: 'fiche.pdf', bytes: sheet },
        { name: 'imagerie.pdf', bytes: heavy },
      ],
    });
    const program = rig.start();
    await program.ready;
    const before = listMemory(program.pid);
    await rig.dovecot.deliver(mail);
    expect(await rig.smtp.waitFor(1, 120_000)).toHaveLength(1);
    const after = listMemory(program.pid);
    for (const [name, peak] of after) {
      const start = before.get(name);
      tell(
        `memory of ${name}, at its highest, with a ${MEGABYTES} MB attachment`,
        `${peak} MB${start === undefined ? '' : ` (${start} MB before)`}`,
      );
    }
  } finally {
    await rig.stop();
  }
});

/** VmHWM (proc(5)) of the program and its children, in MB. */
function listMemory(pid: number): Map<string, number> {
  const peak = (of: number): number => {
    const status = readFileSync(`/proc/${of}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
  };
  const told = new Map([['the service', peak(pid)]]);
  let readers = 0;
  for (const child of listChildren(pid)) {
    const command = readFileSync(`/proc/${child}/cmdline`, 'utf8');
    if (command.includes('reader-process')) told.set(`reader ${(readers += 1)}`, peak(child));
  }
  return told;
}
