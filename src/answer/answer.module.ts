/** The personal link: the page on which a clinician completes a case in a browser. */
import { Module } from '@nestjs/common';
import { AnswerController } from './answer.controller.js';
import { LookAtPage } from './look-at-page.js';
import { OpenLink } from './open-link.js';
import { ProveReader } from './prove-reader.js';
import { SendAnswers } from './send-answers.js';

@Module({
  controllers: [AnswerController],
  providers: [OpenLink, LookAtPage, SendAnswers, ProveReader],
})
export class AnswerModule {}
