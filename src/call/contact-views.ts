/** What the routes of contacts and calls say. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { z } from 'zod';
import { CONTACT_STATES, type ContactState, type NotCalled } from '../core/call/plan-calls.js';
import { type ContactFlaw } from '../core/call/read-contact-rows.js';
import { LANGUAGES, type Language } from '../core/study/study.js';

const FLAWS = ['no_address', 'bad_address', 'unknown_language', 'twice'] as const satisfies ContactFlaw[];
const WHYS = [
  ...['stopped', 'returned', 'declined', 'bounced', 'replied', 'planned'],
  ...['called', 'called_twice', 'too_soon'],
] as NotCalled[];

export class ContactView {
  @ApiProperty() id!: string;
  @ApiProperty() address!: string;
  @ApiProperty({ type: String, nullable: true }) centre!: string | null;
  @ApiProperty({ enum: LANGUAGES }) language!: Language;
  @ApiProperty({ enum: CONTACT_STATES }) state!: ContactState;
  @ApiProperty({ description: 'Calls that went or will go.' }) calls!: number;
  @ApiProperty({ description: 'Cases that came from this address.' }) cases!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastCallAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'The next call.' })
  nextCallAt!: string | null;
}
export class ContactCount {
  @ApiProperty({ enum: CONTACT_STATES }) state!: ContactState;
  @ApiProperty() count!: number;
}
export class ContactList {
  @ApiProperty({ type: [ContactView] }) rows!: ContactView[];
  @ApiProperty({ type: [ContactCount], description: 'Of all contacts, one for each state.' })
  counts!: ContactCount[];
  @ApiProperty({ description: 'The study has a call to send.' }) hasCall!: boolean;
}
export class FlawedLineView {
  @ApiProperty({ description: 'From 1, in the file.' }) line!: number;
  @ApiProperty({ enum: FLAWS }) flaw!: ContactFlaw;
}
export class ImportView {
  @ApiProperty() added!: number;
  @ApiProperty() changed!: number;
  @ApiProperty() known!: number;
  @ApiProperty({ type: [FlawedLineView] }) flaws!: FlawedLineView[];
  @ApiProperty({ type: [String], description: 'Columns that are not kept.' }) ignored!: string[];
}
export const ROUND_BODY = z.object({
  again: z.boolean(),
  dryRun: z.boolean(),
  expected: z.number().int().nonnegative().optional(),
});

export class NotCalledCount {
  @ApiProperty({ enum: WHYS }) why!: NotCalled;
  @ApiProperty() count!: number;
}
export class RoundBody {
  @ApiProperty({ description: 'The second call, to those who were silent.' }) again!: boolean;
  @ApiProperty({ description: 'Only says how many would be called.' }) dryRun!: boolean;
  @ApiPropertyOptional({ description: 'As many as were confirmed: more are not called without being asked.' })
  expected?: number;
}
export class RoundView {
  @ApiProperty() called!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) firstAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastAt!: string | null;
  @ApiProperty({ type: [NotCalledCount] }) left!: NotCalledCount[];
}
