/** What the console sends to act on a case: each body as the OpenAPI document shows it, and as it is checked. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { z } from 'zod';
import { SET_ASIDE_REASONS, type SetAsideReason } from '../../core/case/case-state.js';
import { MISSING_CODES, type MissingCode } from '../../core/study/study.js';

/** As typed or chosen: a text or code, codes of a many_of, rows of a table. */
export type TypedValue = string | number | boolean | string[] | Record<string, string | number>[];

export class VersionBody {
  @ApiProperty({ description: 'The version that the page shows.' }) version!: number;
}
export class AnswerBody extends VersionBody {
  @ApiProperty({ description: 'KEY, KEY.code or KEY.ROW.COLUMN.' }) name!: string;
  @ApiProperty({
    nullable: true,
    description: 'As typed or chosen; null, without `missing`: nothing is there.',
    oneOf: [
      { type: 'string' },
      { type: 'number' },
      { type: 'boolean' },
      { type: 'array', items: { type: 'string' } },
      { type: 'array', items: { type: 'object', additionalProperties: { type: 'string' } } },
    ],
  })
  value!: TypedValue | null;
  @ApiProperty({ enum: MISSING_CODES, nullable: true }) missing!: MissingCode | null;
  @ApiProperty({ type: String, nullable: true, description: 'Asked for when a sure answer changes.' })
  reason!: string | null;
}
export class AcceptBody extends VersionBody {
  @ApiProperty({ type: [String] }) names!: string[];
}
export class AcceptSureBody extends VersionBody {
  @ApiProperty() section!: string;
}
export class InclusionBody extends VersionBody {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'Why the case is kept, where a criterion is not met for sure.',
  })
  reason!: string | null;
}
export class SetAsideBody extends VersionBody {
  @ApiProperty({ enum: SET_ASIDE_REASONS }) reason!: SetAsideReason;
  @ApiProperty({ type: String, nullable: true, description: 'Asked for when the patient withdraws.' })
  note!: string | null;
}
export class ReopenBody extends VersionBody {
  @ApiProperty() reason!: string;
}
export class JoinBody extends VersionBody {
  @ApiProperty({ example: 'DARA-0042' }) into!: string;
}
export class TakeBody extends VersionBody {
  @ApiProperty({ type: [String], description: 'KEYs of which the newer sheet’s answer is taken.' })
  names!: string[];
}
export class AskBody {
  @ApiProperty({ description: 'KEY or KEY.ROW.COLUMN.' }) name!: string;
  @ApiProperty({ description: 'For the clinician; no identifier may be in it.' }) text!: string;
}
export class PresenceBody {
  @ApiProperty({ type: String, nullable: true, description: 'The question that she is at.' })
  name!: string | null;
}

const version = z.int().min(0);
const words = z.string().trim().max(1000);
const name = z.string().min(1).max(200);
const names = z.array(name).min(1).max(1000);
const scalar = z.union([z.string().max(20_000), z.number()]);

export const BODIES = {
  version: z.object({ version }),
  answer: z.object({
    version,
    name,
    value: z
      .union([
        scalar,
        z.boolean(),
        z.array(z.string().max(200)).max(200),
        z.array(z.record(z.string().max(100), scalar)).max(200),
      ])
      .nullable(),
    missing: z.enum(MISSING_CODES).nullish().default(null),
    reason: words.nullish().default(null),
  }),
  accept: z.object({ version, names }),
  acceptSure: z.object({ version, section: z.string().max(200) }),
  inclusion: z.object({ version, reason: words.nullish().default(null) }),
  setAside: z.object({ version, reason: z.enum(SET_ASIDE_REASONS), note: words.nullish().default(null) }),
  reopen: z.object({ version, reason: words }),
  join: z.object({ version, into: z.string().max(40) }),
  take: z.object({ version, names }),
  ask: z.object({ name, text: words.min(3) }),
  presence: z.object({ name: name.nullish().default(null) }),
} as const;
