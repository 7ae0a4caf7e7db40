import { rawMessage } from '../../builders/mime.js';
import { conversation } from '../conversation.js';

const LUC = 'luc@chu-formes.test';
const base64 = (bytes: Uint8Array): string =>
  (
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\r\n');

export default conversation(
  'files named in every odd way are read: in pieces (RFC 2231), encoded where it is not allowed (RFC 2047), not at all',
  async ({ sayRaw, fill, expectLetter, expectCase }) => {
    const headers: Record<string, string>[] = [
      { 'Content-Type': "application/pdf; name*0*=UTF-8''fiche%20compl%C3%A9t; name*1*=%C3%A9e.pdf" },
      {
        'Content-Type': 'application/octet-stream; name="=?UTF-8?B?ZmljaGUgY29tcGzDqXTDqWUucGRm?="',
        'Content-Disposition': 'attachment; filename="=?ISO-8859-1?Q?fiche_compl=E9t=E9e=2Epdf?="',
      },
      { 'Content-Type': 'application/octet-stream' },
    ];
    for (const [at, one] of headers.entries()) {
      const bytes = await fill({ code: `NOM-${at}`, with: { 'patient.birth_year': `${1950 + at}` } });
      await sayRaw(
        LUC,
        rawMessage({
          from: LUC,
          headers: { ...one, 'Content-Transfer-Encoding': 'base64' },
          body: `${base64(bytes)}\r\n`,
        }),
      );
      await expectLetter();
      await expectCase({ answers: { 'patient.code': `NOM-${at}` } });
    }
  },
);
