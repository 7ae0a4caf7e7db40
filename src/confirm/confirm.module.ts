/** Step 5, confirm: the routes of the review, the messages and the letters. */
import { Module } from '@nestjs/common';
import { EventsController } from './events.controller.js';
import { MessagesController } from './messages.controller.js';
import { QueriesController } from './queries.controller.js';
import { ReviewController } from './review/review.controller.js';
import { ShowCase } from './review/show-case.js';
import { StudyController } from './review/study.controller.js';
import { SourcesController } from './sources.controller.js';

@Module({
  controllers: [
    ReviewController,
    StudyController,
    SourcesController,
    QueriesController,
    EventsController,
    MessagesController,
  ],
  providers: [ShowCase],
})
export class ConfirmModule {}
