/** /api/attachments/:id: the file that an answer came from, for the eyes of investigators. Every view is noted. */
import { Controller, Get, NotImplementedException, Param, ParseIntPipe, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { PagesView } from './source-views.js';

@ApiTags('sources')
@ApiBearerAuth()
@Controller('api/attachments/:id')
export class SourcesController {
  @Get('pages')
  @ApiOkResponse({ type: PagesView })
  pages(@Param('id') id: string): Promise<PagesView> {
    throw new NotImplementedException(id);
  }

  @Get('pages/:page/image')
  @ApiProduces('image/png')
  @ApiQuery({ name: 'dpi', required: false, description: '36 to 300; 150.' })
  @ApiOkResponse({ description: 'The page as seen.', schema: { type: 'string', format: 'binary' } })
  image(
    @Param('id') id: string,
    @Param('page', ParseIntPipe) page: number,
    @Query('dpi') dpi?: string,
  ): Promise<void> {
    throw new NotImplementedException(`${id} ${page} ${dpi}`);
  }

  @Get('file')
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ description: 'The file as it came.', schema: { type: 'string', format: 'binary' } })
  file(@Param('id') id: string): Promise<void> {
    throw new NotImplementedException(id);
  }
}
