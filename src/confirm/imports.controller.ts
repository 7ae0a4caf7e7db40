/** POST /api/imports: messages that came as files (.eml, .msg, mbox), where the mailbox is out of reach; they walk as if they had come by mail. */
import { Controller, HttpCode, Inject, Post, UploadedFiles, UseInterceptors } from '@nestjs/common';
import { AnyFilesInterceptor } from '@nestjs/platform-express';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IMPORT_FILE } from '../config/tokens.js';
import { Problem } from '../core/problem.js';

/** Of a file: it is held in memory. A larger mbox is for the command. */
const MOST_BYTES = 60 * 1024 * 1024;
const MOST_FILES = 20;
const REFUSALS = ['empty', 'too_large', 'no_message'] as const;

interface MemoryFile {
  readonly originalname: string;
  readonly buffer: Buffer;
}
/** As receive/ has it. */
type ImportFile = (bytes: Buffer) => Promise<Omit<ImportedFileView, 'name'>>;

export class ImportedFileView {
  @ApiProperty() name!: string;
  @ApiProperty({ description: 'Messages that are new.' }) stored!: number;
  @ApiProperty({ description: 'Messages that were here already.' }) known!: number;
  @ApiProperty({ description: 'Of them, too large: only their header was kept.' }) oversize!: number;
  @ApiProperty({ enum: REFUSALS, nullable: true }) refused!: (typeof REFUSALS)[number] | null;
}

@ApiTags('uploads')
@ApiBearerAuth()
@Controller('api/imports')
export class ImportsController {
  constructor(@Inject(IMPORT_FILE) private readonly importFile: ImportFile) {}

  @Post()
  @HttpCode(200)
  @UseInterceptors(AnyFilesInterceptor({ limits: { fileSize: MOST_BYTES, files: MOST_FILES, fields: 0 } }))
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['files'],
      properties: { files: { type: 'array', items: { type: 'string', format: 'binary' } } },
    },
  })
  @ApiOkResponse({
    type: [ImportedFileView],
    description: 'In the order given. What is stored is read and answered as mail is.',
  })
  async take(@UploadedFiles() files: MemoryFile[] | undefined): Promise<ImportedFileView[]> {
    if (!files || files.length === 0) throw new Problem('no_file', 'invalid', 'There is no file.');
    const told: ImportedFileView[] = [];
    for (const { originalname, buffer } of files)
      told.push({
        // Multipart file names come as bytes; browsers send UTF-8 (RFC 7578, 5.1).
        name: Buffer.from(originalname, 'latin1').toString('utf8'),
        ...(await this.importFile(buffer)),
      });
    return told;
  }
}
