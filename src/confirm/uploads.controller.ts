/** Sheets that did not come by mail: put in as files, typed from the start, or opened with a password that was told on the telephone. */
import { UPLOAD_ORIGINS, type UploadOrigin } from '../core/case/upload-origin.js';
import {
  Body,
  Controller,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  UploadedFiles,
  UseInterceptors,
} from '@nestjs/common';
import { AnyFilesInterceptor } from '@nestjs/platform-express';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { CLOCK, STORE_UPLOAD } from '../config/tokens.js';
import { Problem } from '../core/problem.js';
import { LANGUAGES, type Language } from '../core/study/study.js';
import { composeUpload } from '../external/compose-upload.js';
import { type Actor, Caller } from '../http/access.js';
import { MadeCase, StoredUpload } from './mail-views.js';
import { MakeCase } from './make-case.js';
import { OpenLocked } from './open-locked.js';

/** With its files a message may take this much, as one that came by mail. */
const MOST_BYTES = 40 * 1024 * 1024;
const MOST_FILES = 20;

interface MemoryFile {
  readonly originalname: string;
  readonly mimetype: string;
  readonly buffer: Buffer;
}

export class UploadBody {
  @ApiProperty({ enum: UPLOAD_ORIGINS }) @IsIn(UPLOAD_ORIGINS) origin!: UploadOrigin;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(500) note?: string;
}
export class MakeCaseBody {
  @ApiProperty({ enum: UPLOAD_ORIGINS }) @IsIn(UPLOAD_ORIGINS) origin!: UploadOrigin;
  @ApiProperty({ enum: LANGUAGES }) @IsIn(LANGUAGES) language!: Language;
}
export class PasswordBody {
  @ApiProperty() @IsString() @MinLength(1) @MaxLength(200) password!: string;
}

@ApiTags('uploads')
@ApiBearerAuth()
@Controller('api')
export class UploadsController {
  constructor(
    private readonly cases: MakeCase,
    private readonly locked: OpenLocked,
    @Inject(STORE_UPLOAD)
    private readonly store: (raw: Buffer, origin: UploadOrigin | null) => Promise<string>,
    @Inject(CLOCK) private readonly now: () => Date,
  ) {}

  @Post('uploads')
  @HttpCode(200)
  @UseInterceptors(AnyFilesInterceptor({ limits: { fileSize: MOST_BYTES, files: MOST_FILES, fields: 10 } }))
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['files', 'origin'],
      properties: {
        files: { type: 'array', items: { type: 'string', format: 'binary' } },
        origin: { type: 'string', enum: [...UPLOAD_ORIGINS] },
        note: { type: 'string' },
      },
    },
  })
  @ApiOkResponse({
    type: StoredUpload,
    description: 'Stored; it is read as a message is. Nobody is written to.',
  })
  async upload(
    @UploadedFiles() files: MemoryFile[] | undefined,
    @Body() body: UploadBody,
  ): Promise<StoredUpload> {
    const origin = UPLOAD_ORIGINS.find((one) => one === body.origin);
    if (!origin)
      throw new Problem('origin', 'invalid', 'Say how it came: fax, post, visit, telephone or other.');
    if (!files || files.length === 0) throw new Problem('no_file', 'invalid', 'There is no file.');
    const raw = await composeUpload(
      files.map(({ originalname, mimetype, buffer }) => ({
        // Multipart file names come as bytes; browsers send UTF-8 (RFC 7578, 5.1).
        name: Buffer.from(originalname, 'latin1').toString('utf8'),
        type: mimetype,
        bytes: buffer,
      })),
      (body.note ?? '').trim(),
      this.now(),
    );
    return { messageId: await this.store(raw, origin) };
  }

  @Post('cases')
  @HttpCode(200)
  @ApiOkResponse({ type: MadeCase, description: 'An empty draft.' })
  async make(@Body() { origin, language }: MakeCaseBody, @Caller() actor: Actor): Promise<MadeCase> {
    if (!UPLOAD_ORIGINS.includes(origin) || !LANGUAGES.includes(language))
      throw new Problem('request_invalid', 'invalid', 'Say how the case came, and in which language.');
    return { reference: await this.cases.make({ origin, language, actor }) };
  }

  @Post('attachments/:id/password')
  @HttpCode(200)
  @ApiOkResponse({ type: StoredUpload, description: 'Opened once with it; the password is kept nowhere.' })
  async unlock(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { password }: PasswordBody,
  ): Promise<StoredUpload> {
    if (typeof password !== 'string' || password === '')
      throw new Problem('password_wrong', 'invalid', 'The file does not open with this password.');
    return { messageId: await this.locked.open(id, password) };
  }
}
