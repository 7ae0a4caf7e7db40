/** The call for cases: contacts and rounds, for the console. */
import { Module } from '@nestjs/common';
import { ContactsController } from './contacts.controller.js';

@Module({ controllers: [ContactsController] })
export class CallModule {}
