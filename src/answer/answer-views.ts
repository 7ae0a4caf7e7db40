/** What the page of a personal link sends and is answered. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { z } from 'zod';
import { FORM_DOUBTS } from '../core/form/check-form.js';
import { FORM_CONTROLS } from '../core/form/list-items.js';
import { LANGUAGES, MISSING_CODES } from '../core/study/study.js';

/** Characters and entries that no page sends more of. */
const LONGEST_TEXT = 20_000;
const MOST_ENTRIES = 500;

const entry = z.strictObject({
  id: z.string().min(1).max(200),
  text: z.string().max(LONGEST_TEXT),
  codes: z.array(z.string().max(100)).max(100),
});
const caller = { token: z.string().max(200), proof: z.string().max(200).optional() };
const entries = z.array(entry).max(MOST_ENTRIES);

export const ANSWER_BODIES = {
  look: z.strictObject(caller),
  save: z.strictObject({ ...caller, entries }),
  send: z.strictObject({ ...caller, entries, submissionId: z.uuid(), isSure: z.boolean() }),
  ask: z.strictObject({ token: caller.token }),
  prove: z.strictObject({ token: caller.token, code: z.string().max(20) }),
} as const;

export class AnswerEntry {
  @ApiProperty({ description: 'Of the item.' }) id!: string;
  @ApiProperty() text!: string;
  @ApiProperty({ type: [String] }) codes!: string[];
}
class LinkBody {
  @ApiProperty() token!: string;
}
export class LookBody extends LinkBody {
  @ApiPropertyOptional({ description: 'What the right code was answered with.' }) proof?: string;
}
export class SaveBody extends LookBody {
  @ApiProperty({ type: [AnswerEntry], description: 'A blank one takes away what was saved.' })
  entries!: AnswerEntry[];
}
export class SendBody extends SaveBody {
  @ApiProperty({ format: 'uuid', description: 'Drawn by the page: sent twice is sent once.' })
  submissionId!: string;
  @ApiProperty({ description: 'What was doubted is meant so.' }) isSure!: boolean;
}
export class AskCodeBody extends LinkBody {}
export class ProveBody extends LinkBody {
  @ApiProperty() code!: string;
}

export class AnswerChoice {
  @ApiProperty() code!: string;
  @ApiProperty() label!: string;
}
export class AnswerItem {
  @ApiProperty() id!: string;
  @ApiProperty({ description: 'As on the sheet and in the letters.' }) number!: string;
  @ApiProperty({ type: String, nullable: true }) section!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null: to be named by its number alone.' })
  label!: string | null;
  @ApiProperty({ type: String, nullable: true }) hint!: string | null;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ enum: FORM_CONTROLS }) control!: (typeof FORM_CONTROLS)[number];
  @ApiProperty({ type: [AnswerChoice] }) choices!: AnswerChoice[];
  @ApiProperty({ type: String, nullable: true }) unit!: string | null;
  @ApiProperty({ enum: MISSING_CODES, isArray: true }) missingCodes!: string[];
  @ApiProperty({ type: String, nullable: true, description: 'An investigator’s own words.' })
  question!: string | null;
  @ApiProperty() isSaved!: boolean;
  @ApiProperty({ type: AnswerEntry, nullable: true, description: 'Only after the code.' })
  saved!: AnswerEntry | null;
  @ApiProperty({ type: String, nullable: true, description: 'What stands there; only after the code.' })
  known!: string | null;
}
export const ANSWER_STATES = ['open', 'reading', 'complete'] as const;
export class AnswerPage {
  @ApiProperty({ enum: ANSWER_STATES, description: '`reading`: what was sent is not in the case yet.' })
  state!: (typeof ANSWER_STATES)[number];
  @ApiProperty({ enum: LANGUAGES }) language!: (typeof LANGUAGES)[number];
  @ApiProperty() study!: string;
  @ApiProperty() team!: string;
  @ApiProperty() phone!: string;
  @ApiProperty() email!: string;
  @ApiProperty({ example: 'DARA-0042' }) reference!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
  @ApiProperty() isProven!: boolean;
  @ApiProperty({ type: [AnswerItem] }) items!: AnswerItem[];
}
export class AnswerDoubt {
  @ApiProperty({ description: 'Of the item.' }) id!: string;
  @ApiProperty({ enum: FORM_DOUBTS }) kind!: (typeof FORM_DOUBTS)[number];
  @ApiProperty() words!: string;
}
export class SavedAnswers {
  @ApiProperty({ description: 'How many wait to be sent.' }) saved!: number;
  @ApiProperty({ type: [AnswerDoubt] }) doubts!: AnswerDoubt[];
}
export class SentAnswers {
  @ApiProperty({ enum: ['sent', 'doubted'], description: '`doubted`: saved, and nothing was sent.' })
  state!: 'sent' | 'doubted';
  @ApiProperty({ type: [AnswerDoubt] }) doubts!: AnswerDoubt[];
}
export class Proof {
  @ApiProperty() proof!: string;
  @ApiProperty({ format: 'date-time' }) until!: string;
}
