/** The form as the console draws it: every section, question, choice and unit of the study, in both languages. */
import { ApiProperty } from '@nestjs/swagger';
import { MISSING_CODES, type MissingCode } from '../../core/study/study.js';

const TYPES = [
  ...['text', 'long_text', 'integer', 'decimal', 'date', 'month', 'year'],
  ...['yes_no', 'one_of', 'email', 'phone', 'many_of', 'table'],
];

export class WordsView {
  @ApiProperty() fr!: string;
  @ApiProperty() en!: string;
}
export class ChoiceView {
  @ApiProperty() code!: string;
  @ApiProperty({ type: WordsView }) label!: WordsView;
}
export class BoundsView {
  @ApiProperty({ type: Number, nullable: true }) min!: number | null;
  @ApiProperty({ type: Number, nullable: true }) max!: number | null;
}
export class ColumnView {
  @ApiProperty() key!: string;
  @ApiProperty({ type: WordsView }) label!: WordsView;
  @ApiProperty({ enum: TYPES }) type!: string;
  @ApiProperty({ type: WordsView, nullable: true }) unit!: WordsView | null;
  @ApiProperty({ type: [ChoiceView] }) choices!: ChoiceView[];
  @ApiProperty({ enum: MISSING_CODES, isArray: true }) missingCodes!: MissingCode[];
  @ApiProperty({ type: BoundsView, nullable: true }) bounds!: BoundsView | null;
}
export class RowView {
  @ApiProperty({ description: 'As in ROW of KEY.ROW.COLUMN.' }) key!: string;
  @ApiProperty({ type: WordsView }) label!: WordsView;
}
export class FieldView {
  @ApiProperty() key!: string;
  @ApiProperty({ description: 'As printed on the sheet.' }) number!: number;
  @ApiProperty({ type: WordsView }) label!: WordsView;
  @ApiProperty({ type: WordsView, nullable: true }) help!: WordsView | null;
  @ApiProperty({ enum: TYPES }) type!: string;
  @ApiProperty() required!: boolean;
  @ApiProperty({ type: WordsView, nullable: true }) unit!: WordsView | null;
  @ApiProperty({ type: [ChoiceView] }) choices!: ChoiceView[];
  @ApiProperty({ enum: MISSING_CODES, isArray: true }) missingCodes!: MissingCode[];
  @ApiProperty({ type: BoundsView, nullable: true, description: 'Values outside are unusual.' })
  bounds!: BoundsView | null;
  @ApiProperty({ type: [ColumnView], description: 'Of a table; empty otherwise.' }) columns!: ColumnView[];
  @ApiProperty({ type: [RowView], nullable: true, description: 'Of a table: its rows, named or numbered.' })
  rows!: RowView[] | null;
  @ApiProperty({ description: 'Asked of some patients only.' }) hasCondition!: boolean;
}
export class SectionView {
  @ApiProperty() key!: string;
  @ApiProperty({ type: WordsView }) title!: WordsView;
  @ApiProperty({ type: [FieldView] }) fields!: FieldView[];
}
export class RuleView {
  @ApiProperty() id!: string;
  @ApiProperty({ type: WordsView }) label!: WordsView;
}
export class StudyView {
  @ApiProperty() id!: string;
  @ApiProperty() prefix!: string;
  @ApiProperty({ type: WordsView }) title!: WordsView;
  @ApiProperty({ type: String, nullable: true, description: 'The question that tells the disease.' })
  disease!: string | null;
  @ApiProperty({ type: [SectionView] }) sections!: SectionView[];
  @ApiProperty({ type: [RuleView] }) inclusion!: RuleView[];
}
