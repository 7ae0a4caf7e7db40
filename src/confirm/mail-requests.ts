/** What the console sends about messages and visits: each body as the OpenAPI document shows it, and as it is checked. */
import { ApiProperty } from '@nestjs/swagger';
import { z } from 'zod';
import { ANSWER_ADDRESSES, type AnswerAddress } from '../core/letter/may-answer.js';

const MOST_WORDS = 4000;

export class MessageAnswerBody {
  @ApiProperty({ maxLength: MOST_WORDS }) text!: string;
}
export const messageAnswerBody = z.strictObject({ text: z.string().trim().min(1).max(MOST_WORDS) });

export class ReleaseAnswerBody {
  @ApiProperty({ enum: ANSWER_ADDRESSES, description: 'The address in From, or the one in Reply-To.' })
  to!: AnswerAddress;
}
export const releaseAnswerBody = z.strictObject({ to: z.enum(ANSWER_ADDRESSES) });

export class PlanVisitBody {
  @ApiProperty({ format: 'date-time' }) startsAt!: string;
  @ApiProperty({ minimum: 15, maximum: 720 }) minutes!: number;
  @ApiProperty({ maxLength: 300 }) place!: string;
  @ApiProperty({ maxLength: MOST_WORDS, description: 'A few words of one’s own; may be empty.' })
  text!: string;
}
export const planVisitBody = z.strictObject({
  startsAt: z.iso.datetime({ offset: true }),
  minutes: z.number().int().min(15).max(720),
  place: z.string().trim().min(1).max(300),
  text: z.string().trim().max(MOST_WORDS),
});

export class CancelVisitBody {
  @ApiProperty({ maxLength: MOST_WORDS }) text!: string;
}
export const cancelVisitBody = z.strictObject({ text: z.string().trim().max(MOST_WORDS) });
