/** A file as the review shows it: its pages to draw, or its words to light up. */
import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';

export class PageSizeView {
  @ApiProperty({ description: 'Points, as seen.' }) width!: number;
  @ApiProperty({ description: 'Points, as seen.' }) height!: number;
}
export class WordBlockView {
  @ApiProperty({ description: 'As in an answer’s source.' }) path!: string;
  @ApiProperty() text!: string;
  @ApiProperty({ type: String, nullable: true, description: 'The path of the table that it is a cell of.' })
  table!: string | null;
}
export class FilePlaceView {
  @ApiProperty() page!: number;
  @ApiProperty({ type: 'number', isArray: true }) rect!: number[];
}
@ApiExtraModels(FilePlaceView)
export class PagesView {
  @ApiProperty({ enum: ['pages', 'words', 'none'] }) kind!: 'pages' | 'words' | 'none';
  @ApiProperty({ type: [PageSizeView] }) pages!: PageSizeView[];
  @ApiProperty({ type: [WordBlockView], nullable: true }) words!: WordBlockView[] | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(FilePlaceView) },
    description: 'By KEY, KEY.code or KEY.ROW.COLUMN: where it stands on the sheet, blank or not.',
  })
  places!: Record<string, FilePlaceView>;
}
