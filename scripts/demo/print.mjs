/** What the demo prints: a table of what became of each message, the letters, and where to look. */
import { simpleParser } from 'mailparser';
import { DEMO_PASSWORD } from './mail-server.mjs';

/** The service's own words but for those that a newcomer could not guess. */
const WORDS = {
  new: 'new draft',
  no_sheet: 'no sheet in it',
  away: 'a notice of absence',
  'complete:sent': 'acknowledgement',
  'incomplete:sent': 'what is missing',
};
const word = (code) => WORDS[code] ?? code.replaceAll('_', ' ').replace(':', ', ');
const NOTHING = '–';
const OWN_FOLDER = process.env.DATA_DIR ? `DATA_DIR=${process.env.DATA_DIR} ` : '';

/** What became of one message: outcome, case, draft, letter. */
export function describeEnd(state, cases) {
  const made = cases.find(({ reference }) => state?.references.includes(reference));
  return [
    state?.outcomes.map(word).join(', ') || 'not seen',
    state?.references.join(', ') || NOTHING,
    made
      ? `${Object.keys(made.answers).length} answers, ${made.missing.length} missing, ${made.unsure.length} unsure`
      : NOTHING,
    `${state?.letters.map(word).join(', ') || 'none'}${state?.toSee ? ' (left to a person)' : ''}`,
  ];
}

export function printTable(ends, cases, say) {
  const lines = [
    ['message', 'became', 'case', 'draft', 'letter'],
    ...ends.map(({ name, state }) => [name, ...describeEnd(state, cases)]),
  ];
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
  for (const { user, arrived } of ends) {
    for (const raw of arrived) {
      const { subject, text } = await simpleParser(raw);
      const lines = [subject, '', ...(text ?? '').trim().split('\n')];
      say();
      say(`┌─ to ${user} ${'─'.repeat(Math.max(0, 67 - user.length))}`);
      for (const line of lines) say(`│ ${line}`.trimEnd());
      say(`└${'─'.repeat(72)}`);
    }
  }
  say();
}

export function printWhere({ mail, api, link, dataDir, blanks, lock, users: { STUDY, VISITOR } }, say) {
  const lines = [
    '',
    'The console. This link makes your account (name, password, and a code from any authenticator app); it works once:',
    `  ${link}`,
    `  afterwards  ${api}/`,
    `  The protected sheet opens with  ${lock}`,
    '',
    'The clinicians. Point any mail program at it (this machine only, no encryption):',
    `  IMAP      127.0.0.1, port ${mail.imapPort}      SMTP  127.0.0.1, port ${mail.smtpPort}`,
    `  User      ${VISITOR}      password  ${DEMO_PASSWORD}`,
    `  Write to  ${STUDY}, with a filled sheet attached; the answer comes to your inbox within seconds.`,
    `  (${STUDY} opens with the same password: what the service sees.)`,
    'Or without a mail program, on a sheet that you filled in a PDF viewer or in Word:',
    `  ${OWN_FOLDER}node scripts/demo/send.mjs FILE`,
    '',
    `Blank sheets      ${blanks}/`,
    `Cases             DATA_DIR=${dataDir} node dist/cli.js cases [--json]`,
    `API               curl -H "authorization: Bearer $(cat ${dataDir}/api-token)" ${api}/api/cases`,
    `                  its description is at /api/openapi.json`,
    `Health            ${api}/health/ready`,
    `Log               ${dataDir}/service.log`,
    '',
    'It stays up until Ctrl-C; then all of it is removed, and the next demo begins anew.',
    'What becomes of your messages is told here.',
    '',
  ];
  for (const line of lines) say(line);
}
