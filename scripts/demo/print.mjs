/** What the demo prints: a table of what became of each message, the letters, and where to look. */
import { simpleParser } from 'mailparser';

export function printTable(ends, cases, say) {
  const rows = ends.map(({ name, state, letters }) => {
    const made = cases.find(({ reference }) => state?.references.includes(reference));
    return [
      name,
      state?.outcomes.join(', ') ?? 'not seen',
      made?.reference ?? '–',
      made
        ? `${Object.keys(made.answers).length} answers, ${made.missing.length} missing, ${made.unsure.length} unsure`
        : '–',
      letters.length > 0 ? (state?.letters.join(', ') ?? '') : 'none (as it should be)',
    ];
  });
  const lines = [['message', 'became', 'case', 'draft', 'letter'], ...rows];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const write = (line) =>
    line
      .map((text, column) => text.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  say();
  say(write(lines[0]));
  say(widths.map((width) => '─'.repeat(width)).join('  '));
  for (const line of lines.slice(1)) say(write(line));
}

export async function printLetters(ends, say) {
  for (const { user, letters } of ends) {
    for (const raw of letters) {
      const { subject, text } = await simpleParser(raw);
      say();
      say(`── to ${user} ${'─'.repeat(Math.max(0, 62 - user.length))}`);
      say(`${subject}\n`);
      say((text ?? '').trim());
    }
  }
  say();
}

export function printWhere({ mail, api, token, env, users }, say) {
  const setting = Object.entries({ DATA_DIR: env.DATA_DIR }).map(([name, value]) => `${name}=${value}`);
  say();
  say('Point a mail program at it (no encryption, this machine only):');
  say(`  IMAP  127.0.0.1:${mail.imapPort}   SMTP  127.0.0.1:${mail.smtpPort}   password ${users.password}`);
  say(`  you:        ${users.visitor}   (write to ${users.study}, the answer comes back here)`);
  say(`  the study:  ${users.study}   (what the service sees)`);
  say();
  say('A blank to fill:   node dist/cli.js sheet -o fiche.pdf');
  say(`What was received: ${setting.join(' ')} node dist/cli.js cases`);
  say(`The API:           curl -H "authorization: Bearer ${token}" ${api}/api/cases`);
  say(`Health:            ${api}/health/ready`);
  say();
  say('It stays up until Ctrl-C; then its data folder is removed.');
}
