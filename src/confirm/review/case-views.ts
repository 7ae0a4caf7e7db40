/** A case as the review shows it; these classes are the console's contract. */
import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { CASE_STATES, type CaseState } from '../../core/case/case-state.js';
import { STRATEGIES } from '../../core/sheet/reading.js';
import { type Value } from '../../core/study/answer.js';
import { WordsView } from './study-views.js';

const RECT = {
  type: 'number' as const,
  isArray: true as const,
  description: '[x, y, width, height], points from the page’s top left.',
};
const byName = (type: new () => unknown, description: string) => ({
  type: 'object' as const,
  additionalProperties: { $ref: getSchemaPath(type) },
  description,
});

export class ByView {
  @ApiProperty() initials!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ type: String, nullable: true }) why!: string | null;
}
export class BeforeView {
  @ApiProperty({ type: WordsView }) text!: WordsView;
  @ApiProperty() raw!: string;
}
export class SourceView {
  @ApiProperty({ enum: [...STRATEGIES, 'person'] }) strategy!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Of a route /api/attachments/ID/…' })
  attachmentId!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'From 1, in the file.' }) page!: number | null;
  @ApiProperty({ ...RECT, nullable: true }) rect!: number[] | null;
  @ApiProperty({ type: String, nullable: true, description: 'Word: the paragraph or cell.' })
  path!: string | null;
}
const VALUE = {
  nullable: true,
  description: 'As in `recueil read --json`; null when it could not be understood, or a person emptied it.',
  oneOf: [
    { type: 'string' },
    { type: 'number' },
    { type: 'boolean' },
    { type: 'object', additionalProperties: true },
    { type: 'array', items: { type: 'string' } },
    { type: 'array', items: { type: 'object', additionalProperties: true } },
  ],
};
export class CellView {
  @ApiProperty(VALUE) value!: Value | boolean | null;
  @ApiProperty({ type: WordsView }) text!: WordsView;
  @ApiProperty() raw!: string;
  @ApiProperty() sure!: boolean;
  @ApiProperty() confidence!: number;
  @ApiProperty({ type: WordsView, nullable: true, description: 'Why it is not sure.' })
  reason!: WordsView | null;
  @ApiProperty({ enum: ['reading', 'person'] }) origin!: 'reading' | 'person';
  @ApiProperty({ type: ByView, nullable: true, description: 'The person whose answer it is.' })
  by!: ByView | null;
  @ApiProperty({
    type: BeforeView,
    nullable: true,
    description: 'What had been read before a person’s entry.',
  })
  before!: BeforeView | null;
  @ApiProperty({ description: 'A person has looked at it.' }) reviewed!: boolean;
  @ApiProperty({ type: SourceView, nullable: true }) source!: SourceView | null;
}
@ApiExtraModels(CellView)
export class AnswerView extends CellView {
  @ApiProperty({
    ...byName(CellView, 'Tables: by ROW.COLUMN. many_of: by code. Null for any other question.'),
    nullable: true,
  })
  cells!: Record<string, CellView> | null;
}
export class FindingView {
  @ApiProperty() code!: string;
  @ApiProperty({ type: String, nullable: true, description: 'KEY or KEY.ROW.COLUMN.' }) key!: string | null;
  @ApiProperty({ type: [String], description: 'Of a rule: everything that it rests on.' }) keys!: string[];
  @ApiProperty({ type: WordsView }) message!: WordsView;
  @ApiProperty({ description: 'Keeps the case from being confirmed.' }) blocking!: boolean;
}
export class InclusionView {
  @ApiProperty() rule!: string;
  @ApiProperty({ type: WordsView }) label!: WordsView;
  @ApiProperty({ enum: ['met', 'not_met', 'unknown'] }) verdict!: 'met' | 'not_met' | 'unknown';
}
export class InclusionLookView {
  @ApiProperty() by!: string;
  @ApiProperty() initials!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why the case is kept although not all are met.',
  })
  reason!: string | null;
}
export const QUERY_STATES = ['open', 'asked', 'answered', 'closed'] as const;
export class QueryView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() reference!: string;
  @ApiProperty({ description: 'KEY or KEY.ROW.COLUMN.' }) name!: string;
  @ApiProperty() text!: string;
  @ApiProperty({ enum: QUERY_STATES }) state!: (typeof QUERY_STATES)[number];
  @ApiProperty() askedBy!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: String, nullable: true, format: 'uuid' }) letterId!: string | null;
  @ApiProperty({ type: WordsView, nullable: true, description: 'What the question holds since.' })
  answer!: WordsView | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) closedAt!: string | null;
}
export class CaseSourceView {
  @ApiProperty({ description: 'Of a route /api/attachments/ID/…' }) attachmentId!: string;
  @ApiProperty({ format: 'uuid' }) messageId!: string;
  @ApiProperty({ format: 'uuid' }) readingId!: string;
  @ApiProperty() name!: string;
  @ApiProperty() mediaType!: string;
  @ApiProperty({ description: 'How it came: mail, upload…' }) origin!: string;
  @ApiProperty({ format: 'date-time' }) receivedAt!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Null until it has been looked into.' })
  pages!: number | null;
  @ApiProperty({ enum: ['pages', 'words', 'none'] }) kind!: 'pages' | 'words' | 'none';
}
export class BlockerView {
  @ApiProperty() code!: string;
  @ApiProperty({ type: [String] }) keys!: string[];
  @ApiProperty({ type: WordsView }) message!: WordsView;
}
export class ProposalView {
  @ApiProperty() why!: string;
  @ApiProperty({ type: [String] }) cases!: string[];
}
export class DifferenceView {
  @ApiProperty() key!: string;
  @ApiProperty({ type: WordsView, nullable: true }) held!: WordsView | null;
  @ApiProperty({ type: WordsView }) read!: WordsView;
}
export class WaitingReadingView {
  @ApiProperty({ format: 'uuid' }) readingId!: string;
  @ApiProperty({ format: 'date-time' }) receivedAt!: string;
  @ApiProperty({ type: [DifferenceView] }) differences!: DifferenceView[];
}
export class PresentView {
  @ApiProperty() id!: string;
  @ApiProperty() initials!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: String, nullable: true, description: 'The question that she is at.' })
  field!: string | null;
}
export class ConfirmationView {
  @ApiProperty() by!: string;
  @ApiProperty() initials!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ type: WordsView, description: 'What the signature says.' }) meaning!: WordsView;
}
export class UndoView {
  @ApiProperty({ enum: ['answer', 'accept', 'confirm', 'set_aside'] })
  what!: 'answer' | 'accept' | 'confirm' | 'set_aside';
  @ApiProperty({ format: 'date-time' }) until!: string;
}
export class PlaceView {
  @ApiProperty() attachmentId!: string;
  @ApiProperty() page!: number;
  @ApiProperty(RECT) rect!: number[];
}
export class CaseCentreView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

@ApiExtraModels(AnswerView, PlaceView)
export class CaseReview {
  @ApiProperty({ example: 'DARA-0042' }) reference!: string;
  @ApiProperty({ enum: CASE_STATES }) state!: CaseState;
  @ApiProperty({ type: String, nullable: true }) setAsideReason!: string | null;
  @ApiProperty({ description: 'To be sent back with every act.' }) version!: number;
  @ApiProperty({ enum: ['fr', 'en'] }) language!: 'fr' | 'en';
  @ApiProperty({ format: 'date-time' }) receivedAt!: string;
  @ApiProperty({ format: 'date-time' }) updatedAt!: string;
  @ApiProperty({ type: CaseCentreView, nullable: true }) centre!: CaseCentreView | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The clinician’s address; not shown to a reader.',
  })
  contact!: string | null;
  @ApiProperty() asked!: number;
  @ApiProperty() answered!: number;
  @ApiProperty({ type: [String] }) missing!: string[];
  @ApiProperty({ type: [String] }) unsure!: string[];
  @ApiProperty(byName(AnswerView, 'By KEY; a question without an answer has no entry.'))
  answers!: Record<string, AnswerView>;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', enum: ['yes', 'no', 'unknown'] },
    description: 'By KEY: does the question apply?',
  })
  shown!: Record<string, 'yes' | 'no' | 'unknown'>;
  @ApiProperty({ type: [FindingView] }) findings!: FindingView[];
  @ApiProperty({ type: [InclusionView] }) inclusion!: InclusionView[];
  @ApiProperty({ type: InclusionLookView, nullable: true }) inclusionSeen!: InclusionLookView | null;
  @ApiProperty({ type: [QueryView] }) queries!: QueryView[];
  @ApiProperty({ type: [CaseSourceView] }) sources!: CaseSourceView[];
  @ApiProperty(
    byName(
      PlaceView,
      'By KEY, KEY.code or KEY.ROW.COLUMN: where it stands on the newest sheet, blank or not.',
    ),
  )
  places!: Record<string, PlaceView>;
  @ApiProperty({ enum: ['confirm', 'set_aside', 'reopen'], isArray: true })
  actions!: ('confirm' | 'set_aside' | 'reopen')[];
  @ApiProperty({ type: [BlockerView] }) blockers!: BlockerView[];
  @ApiProperty({ type: ProposalView, nullable: true }) proposal!: ProposalView | null;
  @ApiProperty({ type: [WaitingReadingView] }) waitingReadings!: WaitingReadingView[];
  @ApiProperty({ type: [PresentView], description: 'Others who have it open.' }) people!: PresentView[];
  @ApiProperty({ type: ConfirmationView, nullable: true }) confirmation!: ConfirmationView | null;
  @ApiProperty({ type: UndoView, nullable: true }) undo!: UndoView | null;
}

export class ChangeActorView {
  @ApiProperty() name!: string;
  @ApiProperty() initials!: string;
  @ApiProperty({ enum: ['person', 'reader', 'token'] }) kind!: 'person' | 'reader' | 'token';
}
export class ChangeView {
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ type: ChangeActorView }) actor!: ChangeActorView;
  @ApiProperty() version!: number;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'KEY or KEY.ROW.COLUMN; null: the case as a whole.',
  })
  name!: string | null;
  @ApiProperty({ description: 'answer, accept, inclusion, confirm, set_aside, reopen, join…' }) what!: string;
  @ApiProperty({ type: WordsView, nullable: true }) before!: WordsView | null;
  @ApiProperty({ type: WordsView, nullable: true }) after!: WordsView | null;
  @ApiProperty({ type: String, nullable: true }) why!: string | null;
}
