import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeMail } from '../../builders/mail.js';
import { conversation } from '../conversation.js';

const EVA = 'eva@chu-formes.test';

/** S/MIME whose content lies within the signature (RFC 8551, 3.5.2), as some hospitals sign all that they send. */
function sign(content: Buffer): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'recueil-sign-'));
  const at = (name: string): string => join(folder, name);
  try {
    const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' });
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      at('key'),
      '-out',
      at('cert'),
      '-days',
      '2',
      '-subj',
      `/CN=${EVA}`,
    );
    writeFileSync(at('in'), content);
    openssl(
      'smime',
      '-sign',
      '-nodetach',
      '-in',
      at('in'),
      '-signer',
      at('cert'),
      '-inkey',
      at('key'),
      '-out',
      at('out'),
    );
    return readFileSync(at('out'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export default conversation(
  'a sheet in a mail that is signed opaquely is seen and read',
  async ({ sayRaw, fill, expectLetter, expectCase }) => {
    const files = [{ name: 'fiche.pdf', bytes: await fill({ without: ['patient.age'] }) }];
    const inner = await writeMail({ from: EVA, text: 'Bonjour, la fiche signée.', files });
    const body = inner
      .toString('latin1')
      .replace(/^(?:From|To|Subject|Message-ID|Date|MIME-Version):.*\r\n(?:[ \t].*\r\n)*/gim, '');
    const signed = sign(Buffer.from(body, 'latin1')).toString('latin1');
    const head = [
      `From: ${EVA}`,
      'To: recueil@etude-dara.test',
      'Subject: Fiche',
      'Message-ID: <signed.1@chu-formes.test>',
    ];
    await sayRaw(EVA, Buffer.from(`${head.join('\r\n')}\r\n${signed.replace(/\r?\n/g, '\r\n')}`, 'latin1'));
    await expectLetter({ kind: 'incomplete', says: ['13. Âge'] });
    await expectCase({ missing: ['patient.age'] });
  },
);
