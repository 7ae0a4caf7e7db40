/** GET /api/sheets/:language/:format: the blank sheet, for whoever calls for cases. */
import { Controller, Get, Header, Inject, Param, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { BLANKS } from '../config/tokens.js';
import { Problem } from '../core/problem.js';
import { type Language, LANGUAGES } from '../core/study/study.js';
import { AtLeast } from '../http/access.js';

const FORMATS = ['pdf', 'docx'] as const;
type Blanks = (language: Language) => Promise<readonly { name: string; type: string; bytes: Uint8Array }[]>;

@ApiTags('study')
@ApiBearerAuth()
@Controller('api/sheets')
export class SheetsController {
  constructor(@Inject(BLANKS) private readonly blanks: Blanks) {}

  @Get(':language/:format')
  @AtLeast('reader')
  @Header('cache-control', 'no-store')
  @ApiParam({ name: 'language', enum: LANGUAGES })
  @ApiParam({ name: 'format', enum: FORMATS })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ description: 'The blank sheet.', schema: { type: 'string', format: 'binary' } })
  async get(@Param('language') language: string, @Param('format') format: string): Promise<StreamableFile> {
    const known = LANGUAGES.find((one) => one === language);
    const blank = known && (await this.blanks(known)).find(({ name }) => name.endsWith(`.${format}`));
    if (!blank)
      throw new Problem('sheet_unknown', 'notFound', 'There is no such sheet: fr or en, pdf or docx.');
    const { name, type, bytes } = blank;
    return new StreamableFile(bytes, {
      type,
      length: bytes.length,
      disposition: `attachment; filename="${name}"`,
    });
  }
}
