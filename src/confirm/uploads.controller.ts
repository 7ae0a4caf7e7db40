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
import { z } from 'zod';
import { type Config } from '../config/config.js';
import { CLOCK, CONFIG, STORE_UPLOAD } from '../config/tokens.js';
import { Problem } from '../core/problem.js';
import { LANGUAGES, type Language } from '../core/study/study.js';
import { composeUpload } from '../external/compose-upload.js';
import { type Actor, Caller } from '../http/access.js';
import { BodyPipe } from '../http/check-body.js';
import { MadeCase, StoredUpload } from './mail-views.js';
import { MakeCase } from './make-case.js';
import { OpenLocked } from './open-locked.js';

/** Of a file, whatever is set for messages: it is held in memory. */
const MOST_BYTES = 60 * 1024 * 1024;
const MOST_FILES = 20;

const origin = z.enum(UPLOAD_ORIGINS);
const BODIES = {
  upload: z.object({ origin, note: z.string().trim().max(500).optional() }),
  make: z.object({ origin, language: z.enum(LANGUAGES) }),
  password: z.object({ password: z.string().min(1).max(200) }),
} as const;

interface MemoryFile {
  readonly originalname: string;
  readonly mimetype: string;
  readonly buffer: Buffer;
}

export class UploadBody {
  @ApiProperty({ enum: UPLOAD_ORIGINS }) origin!: UploadOrigin;
  @ApiPropertyOptional() note?: string;
}
export class MakeCaseBody {
  @ApiProperty({ enum: UPLOAD_ORIGINS }) origin!: UploadOrigin;
  @ApiProperty({ enum: LANGUAGES }) language!: Language;
}
export class PasswordBody {
  @ApiProperty() password!: string;
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
    @Inject(CONFIG) private readonly config: Config,
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
    @Body(new BodyPipe(BODIES.upload)) body: UploadBody,
  ): Promise<StoredUpload> {
    if (!files || files.length === 0) throw new Problem('no_file', 'invalid', 'There is no file.');
    const raw = await composeUpload(
      files.map(({ originalname, mimetype, buffer }) => ({
        // Multipart file names come as bytes; browsers send UTF-8 (RFC 7578, 5.1).
        name: Buffer.from(originalname, 'latin1').toString('utf8'),
        type: mimetype,
        bytes: buffer,
      })),
      body.note ?? '',
      this.now(),
    );
    if (raw.length > this.config.mailMaxBytes)
      throw new Problem('too_large', 'invalid', 'These files are too large together.');
    return { messageId: await this.store(raw, body.origin) };
  }

  @Post('cases')
  @HttpCode(200)
  @ApiOkResponse({ type: MadeCase, description: 'An empty draft.' })
  async make(
    @Body(new BodyPipe(BODIES.make)) { origin, language }: MakeCaseBody,
    @Caller() actor: Actor,
  ): Promise<MadeCase> {
    return { reference: await this.cases.make({ origin, language, actor }) };
  }

  @Post('attachments/:id/password')
  @HttpCode(200)
  @ApiOkResponse({ type: StoredUpload, description: 'Opened once with it; the password is kept nowhere.' })
  async unlock(
    @Param('id', ParseUUIDPipe) id: string,
    @Body(new BodyPipe(BODIES.password)) { password }: PasswordBody,
  ): Promise<StoredUpload> {
    return { messageId: await this.locked.open(id, password) };
  }
}
