/** What the page is told at each start: who has signed in, in which language, to which study. */
import { createRequire } from 'node:module';
import { Inject, Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { STUDY } from '../config/tokens.js';
import { LANGUAGES, type Study } from '../core/study/study.js';
import { type SessionView } from './account-views.js';
import { Invitations } from './invitations.js';
import { makeInitials } from './name-person.js';
import { type FoundSession, Sessions } from './sessions.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

@Injectable()
export class DescribeSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly invitations: Invitations,
    @Inject(STUDY) private readonly study: Study,
  ) {}

  async describe(request: Request, found: FoundSession | null): Promise<SessionView> {
    const { id, prefix, title } = this.study;
    const { user = null, session = null } = found ?? {};
    return {
      user: user && {
        ...{ id: user.id, name: user.name, email: user.email },
        ...{ initials: makeInitials(user.name), role: user.role },
      },
      signedUntil: (session && this.sessions.findSignedUntil(session))?.toISOString() ?? null,
      language: user?.language ?? (request.acceptsLanguages([...LANGUAGES]) === 'en' ? 'en' : 'fr'),
      version,
      study: { id, prefix, title },
      firstAccount: user === null && (await this.invitations.isNobodyThere()),
    };
  }
}
