/** /api/attachments/:id: the file that an answer came from, for the eyes of investigators. Every look is noted; nothing is to be kept. */
import { Controller, Get, Header, Param, ParseIntPipe, Query, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiParam, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Problem } from '../core/problem.js';
import { type Actor, Caller } from '../http/access.js';
import { NoteView } from './note-view.js';
import { PagesView } from './source-views.js';
import { ViewFiles } from './view-files.js';

const DPI = { least: 36, usual: 150, most: 300 };

@ApiTags('sources')
@ApiBearerAuth()
@ApiParam({ name: 'id', description: 'As in a source’s `attachmentId`.' })
@Controller('api/attachments/:id')
export class SourcesController {
  constructor(
    private readonly files: ViewFiles,
    private readonly views: NoteView,
  ) {}

  @Get('pages')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: PagesView })
  async pages(@Param('id') id: string, @Caller() actor: Actor): Promise<PagesView> {
    const file = await this.files.find(id);
    const { kind, pages, words, places } = await this.files.look(file);
    await this.views.note(actor, 'words', file.attachment.id);
    return {
      kind,
      pages: [...pages],
      words: words && [...words],
      places: Object.fromEntries(
        Object.entries(places).map(([name, { page, rect }]) => [name, { page, rect: [...rect] }]),
      ),
    };
  }

  @Get('pages/:page/image')
  @Header('cache-control', 'no-store')
  @ApiProduces('image/png')
  @ApiQuery({ name: 'dpi', required: false, type: Number, description: '36 to 300; 150.' })
  @ApiOkResponse({
    description: 'The page as seen; coarser where it would be too large.',
    schema: { type: 'string', format: 'binary' },
  })
  async image(
    @Param('id') id: string,
    @Param('page', ParseIntPipe) page: number,
    @Caller() actor: Actor,
    @Query('dpi') dpi?: string,
  ): Promise<StreamableFile> {
    const wanted = Number(dpi ?? DPI.usual);
    if (!Number.isInteger(wanted) || wanted < DPI.least || wanted > DPI.most)
      throw new Problem('dpi', 'invalid', `dpi is a whole number from ${DPI.least} to ${DPI.most}.`);
    const file = await this.files.find(id);
    const png = await this.files.draw(file, page, wanted);
    await this.views.note(actor, 'page', file.attachment.id);
    return new StreamableFile(png, { type: 'image/png', length: png.length });
  }

  /** Never shown by the browser itself: whatever it claims to be, it came by mail. */
  @Get('file')
  @Header('cache-control', 'no-store')
  @Header('content-security-policy', "sandbox; default-src 'none'")
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ description: 'The file as it came.', schema: { type: 'string', format: 'binary' } })
  async file(@Param('id') id: string, @Caller() actor: Actor): Promise<StreamableFile> {
    const file = await this.files.find(id);
    const { name, bytes } = await this.files.read(file);
    await this.views.note(actor, 'file', file.attachment.id);
    return new StreamableFile(bytes, {
      type: 'application/octet-stream',
      length: bytes.length,
      // RFC 6266; quotes and brackets are not for every program.
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, '_')}`,
    });
  }
}
