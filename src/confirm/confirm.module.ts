/** Step 5, confirm: the routes of the review, the messages and the letters. */
import { Module } from '@nestjs/common';
import { CasesController } from './cases.controller.js';
import { MessagesController } from './messages.controller.js';

@Module({ controllers: [CasesController, MessagesController] })
export class ConfirmModule {}
