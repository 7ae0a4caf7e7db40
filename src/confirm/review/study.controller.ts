/** GET /api/study: what is asked, for the console's form. */
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { STUDY } from '../../config/tokens.js';
import { type Study } from '../../core/study/study.js';
import { AtLeast } from '../../http/access.js';
import { describeStudy } from './describe-study.js';
import { StudyView } from './study-views.js';

@ApiTags('study')
@ApiBearerAuth()
@Controller('api/study')
export class StudyController {
  private readonly view: StudyView;

  constructor(@Inject(STUDY) study: Study) {
    this.view = describeStudy(study);
  }

  @Get()
  @AtLeast('reader')
  @ApiOkResponse({ type: StudyView })
  get(): StudyView {
    return this.view;
  }
}
