/** Step 5, confirm: the routes of the review, the messages and the letters. */
import { Module } from '@nestjs/common';
import { AnswerMessage } from './answer-message.js';
import { AskClinician } from './ask-clinician.js';
import { Changes } from './changes.js';
import { EventStreams } from './event-streams.js';
import { EventsController } from './events.controller.js';
import { ActOnLetter } from './act-on-letter.js';
import { LettersController } from './letters.controller.js';
import { LinksController } from './links.controller.js';
import { MakeCase } from './make-case.js';
import { MessagesController } from './messages.controller.js';
import { NoteView } from './note-view.js';
import { OpenLocked } from './open-locked.js';
import { OpenMail } from './open-mail.js';
import { PlanVisits } from './plan-visits.js';
import { Presence } from './presence.js';
import { PreviewReminder } from './preview-reminder.js';
import { QueriesController } from './queries.controller.js';
import { ActOnAnswers } from './review/act-on-answers.js';
import { ActOnCase } from './review/act-on-case.js';
import { DecideCase } from './review/decide-case.js';
import { JoinCases } from './review/join-cases.js';
import { ReviewController } from './review/review.controller.js';
import { SettleSheets } from './review/settle-sheets.js';
import { ShowCase } from './review/show-case.js';
import { ShowHistory } from './review/show-history.js';
import { StudyController } from './review/study.controller.js';
import { UndoAct } from './review/undo-act.js';
import { ImportsController } from './imports.controller.js';
import { ListOutbox } from './list-outbox.js';
import { OutboxController } from './outbox.controller.js';
import { ReleaseAnswer } from './release-answer.js';
import { RemindersController } from './reminders.controller.js';
import { SettingsController } from './settings.controller.js';
import { SourcesController } from './sources.controller.js';
import { ThreadController } from './thread.controller.js';
import { UploadsController } from './uploads.controller.js';
import { VisitsController } from './visits.controller.js';
import { ViewFiles } from './view-files.js';

@Module({
  controllers: [
    ReviewController,
    StudyController,
    SourcesController,
    QueriesController,
    EventsController,
    MessagesController,
    LettersController,
    LinksController,
    OutboxController,
    ImportsController,
    RemindersController,
    ThreadController,
    SettingsController,
    UploadsController,
    VisitsController,
  ],
  providers: [
    ...[ActOnCase, ActOnAnswers, DecideCase, JoinCases, SettleSheets, ShowCase, ShowHistory, UndoAct],
    ...[ActOnLetter, MakeCase, OpenLocked, OpenMail, PlanVisits, PreviewReminder],
    ...[
      AnswerMessage,
      ReleaseAnswer,
      ListOutbox,
      AskClinician,
      Changes,
      EventStreams,
      NoteView,
      Presence,
      ViewFiles,
    ],
  ],
})
export class ConfirmModule {}
