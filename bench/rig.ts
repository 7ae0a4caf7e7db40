/** What every bench starts: the built program with its own PostgreSQL, normal durability and all, a real Dovecot and SMTP server. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Study } from '../src/core/study/study.js';
import { loadStudy } from '../src/studies/load-study.js';
import { complete } from '../scripts/demo/fillings.mjs';
import { writeMail } from '../test/builders/mail.js';
import { openSheetPress } from '../test/builders/sheets.js';
import { type Dovecot, startDovecot } from '../test/fakes/dovecot.js';
import { type SmtpSink, startSmtpSink } from '../test/fakes/smtp-sink.js';
import { type Program, runProgram } from '../test/journey/program.js';

export const study: Study = loadStudy('studies/daratumumab');

export interface Rig {
  readonly dovecot: Dovecot;
  readonly smtp: SmtpSink;
  readonly dataDir: string;
  start(env?: Readonly<Record<string, string>>): Program;
  stop(): Promise<void>;
}

export async function openRig(): Promise<Rig> {
  const [dovecot, smtp, dataDir] = await Promise.all([
    startDovecot(),
    startSmtpSink(),
    mkdtemp(join(tmpdir(), 'recueil-bench-')),
  ]);
  const running: Program[] = [];
  return {
    dovecot,
    smtp,
    dataDir,
    start(env = {}) {
      const program = runProgram({
        DATA_DIR: dataDir,
        IMAP_URL: dovecot.imapUrl(),
        SMTP_URL: smtp.url,
        MAIL_FROM: 'recueil@etude-dara.test',
        MAIL_INSECURE: 'yes',
        PORT: '0',
        LOG_LEVEL: 'info',
        ...env,
      });
      running.push(program);
      return program;
    },
    async stop() {
      for (const program of running) program.signal('SIGTERM');
      await Promise.all(running.map(({ ended }) => ended));
      await Promise.all([dovecot.stop(), smtp.stop()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Complete sheets of as many patients, each from a clinician of its own; the Message-ID is `<bench.N@chu-valmont.test>`. */
export async function writeMails(count: number): Promise<Buffer[]> {
  const press = await openSheetPress(study, 'fr', complete);
  const mails: Buffer[] = [];
  for (let at = 1; at <= count; at += 1) {
    const bytes = await press({ 'patient.code': `VAL-${at}` });
    mails.push(
      await writeMail({
        from: `medecin${at}@chu-valmont.test`,
        messageId: `<bench.${at}@chu-valmont.test>`,
        files: [{ name: 'fiche.pdf', bytes }],
      }),
    );
  }
  return mails;
}

/** The message that a letter answers, by the number in its Message-ID. */
export function findAnswered(raw: string): number {
  return Number(/^In-Reply-To: <bench\.(\d+)@/im.exec(raw)?.[1]);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** A row of the README's table. */
export function tell(what: string, figure: string): void {
  process.stdout.write(`| ${what} | ${figure} |\n`);
}
