/** How the mailbox, the mail server and the database are, in codes and in words. */
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, MAILER } from '../config/tokens.js';
import { findMailboxTrouble } from '../core/mailbox-trouble.js';
import { type Localised } from '../core/study/study.js';
import { MailboxFolder, Message } from '../database/entities/index.js';
import { DataSource, In, Not } from '../database/orm.js';
import { type Mailer } from '../external/smtp.js';
import { type FolderHealth, type MailboxHealth, type PartHealth } from './figures.views.js';

const say = (fr: string, en: string): Localised => ({ fr, en });
const WELL = say('En ordre', 'In order');
const WORDS: Readonly<Record<string, Localised>> = {
  ok: WELL,
  connecting: say('Connexion en cours', 'Connecting'),
  stopped: say('Arrêté', 'Stopped'),
  refused: say('Le serveur refuse la connexion', 'The server refuses the connection'),
  login: say('Le serveur refuse le mot de passe', 'The server refuses the password'),
  tls: say('La connexion chiffrée échoue', 'The encrypted connection fails'),
  folder: say('Le dossier n’existe pas', 'There is no such folder'),
  unreachable: say('Le serveur ne répond pas', 'The server does not answer'),
  timeout: say('Le serveur ne répond pas à temps', 'The server does not answer in time'),
  closed: say('La connexion a été coupée', 'The connection was cut'),
  lost: say('La connexion a été coupée', 'The connection was cut'),
  ledger: say('Les messages ne peuvent pas être enregistrés', 'Messages cannot be stored'),
  not_stored: say('Des messages n’ont pas pu être enregistrés', 'Some messages could not be stored'),
  full: say(
    'Boîte pleine : les messages sont lus, mais ne peuvent pas être rangés',
    'Mailbox full: messages are read but cannot be moved',
  ),
  quiet: say('Plus relevé depuis un quart d’heure', 'Not listed for a quarter of an hour'),
  not_configured: say(
    'Aucun serveur n’est indiqué : les e-mails attendent',
    'No server is given: e-mails wait',
  ),
};
const OTHER = say('Panne inconnue', 'Unknown trouble');

@Injectable()
export class Health {
  constructor(
    private readonly source: DataSource,
    @Inject(MAILER) private readonly mailer: Mailer,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  async get(): Promise<MailboxHealth> {
    const [folders, smtp, database, reading] = await Promise.all([
      this.folders(),
      this.mailer.check(),
      this.source.query('select 1').then(() => 'ok'),
      this.source.getRepository(Message).countBy({ state: In(['received', 'read', 'drafted']) }),
    ]);
    return { folders, smtp: describe(smtp), database: describe(database), reading };
  }

  async folders(): Promise<FolderHealth[]> {
    const rows = await this.source
      .getRepository(MailboxFolder)
      .find({ where: { state: Not('left') }, order: { mailbox: 'ASC', folder: 'ASC' } });
    return rows.map((row) => {
      const trouble = findMailboxTrouble(row, this.now());
      return {
        mailbox: row.mailbox,
        folder: row.folder,
        state: trouble === 'quiet' ? 'quiet' : row.state,
        error: row.error,
        // A service that starts has not yet said how it fares.
        isWell: trouble === null || trouble === 'connecting',
        what: word(trouble ?? 'ok'),
        waiting: row.waiting,
        progress:
          row.backlogDone === null || row.backlogOf === null
            ? null
            : { done: row.backlogDone, of: row.backlogOf },
        folders: row.folders,
        reconciledAt: row.reconciledAt?.toISOString() ?? null,
      };
    });
  }
}

function describe(code: string): PartHealth {
  return { state: code, isWell: code === 'ok', what: word(code) };
}

function word(code: string): Localised {
  const refused = /^smtp_(\d+)$/.exec(code)?.[1];
  if (refused !== undefined) return say(`Le serveur refuse (${refused})`, `The server refuses (${refused})`);
  return WORDS[code] ?? OTHER;
}
