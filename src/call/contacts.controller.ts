/** /api/contacts and /api/calls: the list of colleagues, brought in as CSV, and the rounds of calls to them. */
import { Body, Controller, Get, HttpCode, Inject, Post, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Config } from '../config/config.js';
import { CLOCK, CONFIG, STUDY, VAULT } from '../config/tokens.js';
import { readContactRows } from '../core/call/read-contact-rows.js';
import { writeCall } from '../core/letter/write-call.js';
import { Problem } from '../core/problem.js';
import { type Study } from '../core/study/study.js';
import { DataSource } from '../database/orm.js';
import { listStandings } from '../database/repositories/standings.js';
import { Transactions } from '../database/transactions.js';
import { readContactFile } from '../external/contact-file.js';
import { type Vault } from '../external/vault.js';
import { BodyPipe } from '../http/check-body.js';
import { ContactList, ImportView, ROUND_BODY, RoundBody, RoundView } from './contact-views.js';
import { countStates, describeContact, describeRound } from './describe-contacts.js';
import { importContacts } from './import-contacts.js';
import { planRound } from './plan-round.js';

const MOST_BYTES = 5_000_000;

@ApiTags('contacts')
@ApiBearerAuth()
@Controller('api')
export class ContactsController {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    @Inject(STUDY) private readonly study: Study,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  @Get('contacts')
  @ApiOkResponse({ type: ContactList })
  async list(): Promise<ContactList> {
    const standings = await listStandings(this.source.manager);
    return {
      rows: standings.map((standing) => describeContact(this.vault, standing)),
      counts: countStates(standings),
      hasCall: writeCall(this.study, 'fr') !== null,
    };
  }

  @Post('contacts/import')
  @HttpCode(200)
  @UseInterceptors(FileInterceptor('file', { limits: { fileSize: MOST_BYTES, files: 1 } }))
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: { file: { type: 'string', format: 'binary' } },
    },
  })
  @ApiOkResponse({ type: ImportView, description: 'Nobody is written to by it.' })
  async import(@UploadedFile() file: { readonly buffer: Buffer } | undefined): Promise<ImportView> {
    if (!file) throw new Problem('no_file', 'invalid', 'There is no file.');
    const { contacts, flaws, ignored } = readContactRows(readContactFile(file.buffer));
    const { added, changed, known } = await this.transactions.run((manager) =>
      importContacts(manager, this.vault, contacts, this.now()),
    );
    return { added, changed, known, flaws: [...flaws], ignored: [...ignored] };
  }

  @Post('calls')
  @HttpCode(200)
  @ApiOkResponse({ type: RoundView, description: 'The first ones go within a minute, in working hours.' })
  async call(@Body(new BodyPipe(ROUND_BODY)) { again, dryRun, expected }: RoundBody): Promise<RoundView> {
    if (writeCall(this.study, 'fr') === null)
      throw new Problem(
        'no_call',
        'conflict',
        'The study has no call to send (letters: call.subject, call.body).',
      );
    const { timeZone } = this.config;
    return this.transactions.run(async (manager) => {
      const round = await planRound(manager, { again, dryRun, now: this.now(), timeZone });
      if (!dryRun && expected !== undefined && round.called.length > expected)
        throw new Problem(
          'calls_grown',
          'conflict',
          `${round.called.length} would be called now, not ${expected}: look again.`,
        );
      return describeRound(round);
    });
  }
}
