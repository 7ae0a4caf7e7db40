/** GET /api/cases/REFERENCE: a case with its answers. */
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { DataSource } from '../database/orm.js';
import { type Config } from '../config/config.js';
import { CONFIG, STUDY, VAULT } from '../config/tokens.js';
import { parseReference, formatReference } from '../core/case/case-reference.js';
import { CASE_STATES, type CaseState } from '../core/case/case-state.js';
import { Problem } from '../core/problem.js';
import { type Study } from '../core/study/study.js';
import { type Vault } from '../external/vault.js';
import { type ListedCase, type ListedFinding, listCases } from './list-cases.js';

export class FindingView implements ListedFinding {
  @ApiProperty() code!: string;
  @ApiPropertyOptional() key?: string;
  @ApiProperty({ description: 'In the language of the sheet.' }) message!: string;
}
export class CaseView implements ListedCase {
  @ApiProperty({ example: 'DARA-0042' }) reference!: string;
  @ApiProperty({ enum: CASE_STATES }) state!: CaseState;
  @ApiProperty({ type: String, nullable: true }) centre!: string | null;
  @ApiProperty({ format: 'date-time' }) receivedAt!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) answers!: ListedCase['answers'];
  @ApiProperty({ type: [String] }) unsure!: string[];
  @ApiProperty({ type: [String] }) missing!: string[];
  @ApiProperty({ type: [FindingView] }) findings!: FindingView[];
}

@ApiTags('cases')
@ApiBearerAuth()
@Controller('api/cases')
export class CasesController {
  constructor(
    private readonly source: DataSource,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(STUDY) private readonly study: Study,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(':reference')
  @ApiOkResponse({ type: CaseView })
  async get(@Param('reference') typed: string): Promise<ListedCase> {
    const parsed = parseReference(typed);
    const reference = parsed ? formatReference(parsed.prefix, parsed.number) : '';
    const [found] = await listCases(this.source, this.vault, this.study, this.config.timeZone, { reference });
    if (!found) throw new Problem('case_unknown', 'notFound', 'There is no case with this reference.');
    return found;
  }
}
