/** People and their sessions: who signs in, and what they may. */
import { Module } from '@nestjs/common';
import { FIND_ACTOR, type FindActor } from '../http/access.guard.js';

const nobody: FindActor = () => Promise.resolve(null);

@Module({
  providers: [{ provide: FIND_ACTOR, useValue: nobody }],
  exports: [FIND_ACTOR],
})
export class AccountsModule {}
