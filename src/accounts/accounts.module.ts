/** People and their sessions: who signs in, and what they may. */
import { type DynamicModule, Module } from '@nestjs/common';
import { FIND_ACTOR, type FindActor } from '../http/access.guard.js';
import { DescribeSession } from './describe-session.js';
import { InvitationsController } from './invitations.controller.js';
import { Invitations } from './invitations.js';
import { Links } from './links.js';
import { SessionController } from './session.controller.js';
import { Sessions } from './sessions.js';
import { SignInDelays } from './sign-in-delays.js';
import { SignIn } from './sign-in.js';
import { UsersController } from './users.controller.js';
import { Users } from './users.js';
import { readCookie } from './who-asks.js';

/**
 * What an open page asks by itself: a session that nobody uses must end all the same. Whatever else it reads while nobody touches
 * it (live changes), it reads with `x-recueil: idle`.
 */
const BY_ITSELF = /^\/api\/(events|cases\/[^/]+\/presence)$/;

const findActor =
  (sessions: Sessions): FindActor =>
  async (request) => {
    const found = await sessions.find(readCookie(request.headers.cookie));
    if (!found) return null;
    if (!BY_ITSELF.test(request.path ?? '') && request.headers['x-recueil'] !== 'idle')
      await sessions.touch(found);
    return sessions.toActor(found);
  };

@Module({})
export class AccountsModule {
  /** A process that serves no console has health to show, and nobody signs in there. */
  static forRoot({ serves }: { serves: boolean }): DynamicModule {
    return {
      module: AccountsModule,
      controllers: serves ? [SessionController, InvitationsController, UsersController] : [],
      providers: [
        Sessions,
        { provide: FIND_ACTOR, useFactory: findActor, inject: [Sessions] },
        ...(serves ? [SignInDelays, SignIn, Invitations, Users, Links, DescribeSession] : []),
      ],
      exports: [FIND_ACTOR],
    };
  }
}
