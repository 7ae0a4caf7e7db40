/** The shapes of the list of cases, as the OpenAPI document tells them to the console. Nothing clinical but the disease. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CASE_STATES, type CaseState, SET_ASIDE_REASONS } from '../core/case/case-state.js';

/** What a case waits for. `review`: an investigator; `clinician`: an answer to a letter; `merge`: a word on which case a sheet is of. */
export const WAITS = ['review', 'clinician', 'merge', 'nobody'] as const;
export type Waits = (typeof WAITS)[number];
export const SORTS = [
  'receivedAt',
  'reference',
  'centre',
  'state',
  'answered',
  'updatedAt',
  'unsure',
] as const;
export type Sort = (typeof SORTS)[number];
export const ORDERS = ['asc', 'desc'] as const;

export class BothLanguages {
  @ApiProperty() fr!: string;
  @ApiProperty() en!: string;
}
export class CentreName {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}
export class CentreView extends CentreName {
  @ApiProperty({ type: 'integer' }) cases!: number;
}
export class DiseaseView {
  @ApiProperty() code!: string;
  @ApiProperty() label!: BothLanguages;
}
export class CaseLine {
  @ApiProperty({ example: 'DARA-0042' }) reference!: string;
  @ApiProperty({ enum: CASE_STATES }) state!: CaseState;
  @ApiProperty({ type: String, enum: SET_ASIDE_REASONS, nullable: true }) setAsideReason!: string | null;
  @ApiProperty({ type: CentreName, nullable: true }) centre!: CentreName | null;
  @ApiProperty({ type: DiseaseView, nullable: true }) disease!: DiseaseView | null;
  @ApiProperty({ type: 'integer' }) asked!: number;
  @ApiProperty({ type: 'integer' }) answered!: number;
  @ApiProperty({ type: 'integer' }) missing!: number;
  @ApiProperty({ type: 'integer' }) unsure!: number;
  @ApiProperty({ type: 'integer', description: 'Questions to the clinician that are not closed.' })
  openQueries!: number;
  @ApiProperty({ enum: WAITS }) waits!: Waits;
  @ApiProperty({ format: 'date-time', description: 'Since when it waits so.' }) since!: string;
  @ApiProperty({ format: 'date-time' }) receivedAt!: string;
  @ApiProperty({ format: 'date-time' }) updatedAt!: string;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ type: String, nullable: true, description: 'Initials.' }) confirmedBy!: string | null;
}
export class CaseList {
  @ApiProperty({ type: 'integer' }) total!: number;
  @ApiProperty({ type: [CaseLine] }) rows!: CaseLine[];
}
export class NextCase {
  @ApiProperty({ type: String, nullable: true }) reference!: string | null;
}
/** As typed in the address; read by read-list-query.ts. */
export class CaseListQuery {
  @ApiPropertyOptional({ enum: CASE_STATES }) state?: CaseState;
  @ApiPropertyOptional({ description: "A centre's id, or `none`." }) centre?: string;
  @ApiPropertyOptional({ description: "A disease's code, or `none`." }) disease?: string;
  @ApiPropertyOptional({ enum: WAITS }) waits?: Waits;
  @ApiPropertyOptional({ description: 'The key of a question without its answer.' }) missing?: string;
  @ApiPropertyOptional({ example: '2026-W47', description: 'Of receipt, where the study is (ISO 8601).' })
  week?: string;
  @ApiPropertyOptional({
    description: 'A reference, with or without its prefix and zeros, or a part of a centre.',
  })
  q?: string;
  @ApiPropertyOptional({ enum: SORTS, default: 'receivedAt' }) sort?: Sort;
  @ApiPropertyOptional({ enum: ORDERS, default: 'desc' }) order?: 'asc' | 'desc';
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200, default: 50 }) limit?: number;
  @ApiPropertyOptional({ type: 'integer', minimum: 0, default: 0 }) offset?: number;
}
export class NextQuery {
  @ApiPropertyOptional({ description: 'A reference: the case that one has just done with.' }) after?: string;
}
