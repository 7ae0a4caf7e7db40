/** The shapes of the review, as the service's OpenAPI document gives them. */
import type { components } from '../../api/schema.js';

type Schemas = components['schemas'];

export type CaseReview = Schemas['CaseReview'];
export type AnswerView = Schemas['AnswerView'];
export type CellView = Schemas['CellView'];
export type FindingView = Schemas['FindingView'];
export type QueryView = Schemas['QueryView'];
export type StudyView = Schemas['StudyView'];
export type FieldView = Schemas['FieldView'];
export type ColumnView = Schemas['ColumnView'];
export type SectionView = Schemas['SectionView'];
export type PagesView = Schemas['PagesView'];
export type ChangeView = Schemas['ChangeView'];
export type Words = Schemas['WordsView'];
export type Language = 'fr' | 'en';
export type MissingCode = 'NSP' | 'NF' | 'NA';
/** What an answer's body may hold. */
export type TypedValue = Schemas['AnswerBody']['value'];
/** What a field and a column have in common, as the controls need it. */
export type Question = Pick<FieldView, 'type' | 'choices' | 'unit' | 'missingCodes'>;
