/** Personal links of a case: to whom they went, until when they open its page, what was done there; and taken back. */
import { Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { CLOCK, VAULT } from '../config/tokens.js';
import { Problem } from '../core/problem.js';
import { AnswerLink, Letter } from '../database/entities/index.js';
import { DataSource, type EntityManager } from '../database/orm.js';
import { Transactions } from '../database/transactions.js';
import { openLetter } from '../external/sealed-letter.js';
import { type Vault } from '../external/vault.js';
import { type Actor, Caller } from '../http/access.js';
import { getCase } from './get-case.js';
import { personOf } from './review/person-of.js';

const REASONS = ['expired', 'closed', 'bounced', 'investigator'] as const;

export class AnswerLinkView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, nullable: true }) to!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Saved, and not sent yet.' })
  savedAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) sentAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) revokedAt!: string | null;
  @ApiProperty({ enum: REASONS, nullable: true }) revokedBecause!: (typeof REASONS)[number] | null;
  @ApiProperty({ type: String, nullable: true }) revokedBy!: string | null;
}

@ApiTags('links')
@ApiBearerAuth()
@Controller('api')
export class LinksController {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  /** The newest first. */
  @Get('cases/:reference/links')
  @ApiOkResponse({ type: [AnswerLinkView] })
  async list(@Param('reference') reference: string): Promise<AnswerLinkView[]> {
    const { manager } = this.source;
    const { id: caseId } = await getCase(manager, reference);
    const links = await manager.find(AnswerLink, { where: { caseId }, order: { createdAt: 'DESC' } });
    return Promise.all(links.map((link) => this.describe(manager, link)));
  }

  @Post('links/:id/revoke')
  @HttpCode(200)
  @ApiOkResponse({
    type: AnswerLinkView,
    description: 'It opens nothing any more; the next letter brings another.',
  })
  async revoke(@Param('id', ParseUUIDPipe) id: string, @Caller() actor: Actor): Promise<AnswerLinkView> {
    return this.transactions.run(async (manager) => {
      const link = await manager.findOne(AnswerLink, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!link) throw new Problem('link_unknown', 'notFound', 'There is no such link.');
      if (link.revokedAt === null) {
        link.revokedAt = this.now();
        link.revokedBecause = 'investigator';
        link.revokedBy = personOf(actor).name;
        // What was saved there and never sent is nobody's answer.
        link.saved = null;
        link.savedAt = null;
        await manager.save(link);
      }
      return this.describe(manager, link);
    });
  }

  private async describe(manager: EntityManager, link: AnswerLink): Promise<AnswerLinkView> {
    const letter = await manager.findOneBy(Letter, { id: link.letterId });
    const [to = null] = letter ? openLetter(this.vault, letter.id, letter.sealed).envelope.to : [];
    const [sent] = await manager.query<{ at: Date | null }[]>(
      `select max(at) as at from answer_link_acts where link_id = $1 and act = 'sent'`,
      [link.id],
    );
    return {
      id: link.id,
      to,
      createdAt: link.createdAt.toISOString(),
      expiresAt: link.expiresAt.toISOString(),
      savedAt: link.savedAt?.toISOString() ?? null,
      sentAt: sent?.at?.toISOString() ?? null,
      revokedAt: link.revokedAt?.toISOString() ?? null,
      revokedBecause: link.revokedBecause,
      revokedBy: link.revokedBy,
    };
  }
}
