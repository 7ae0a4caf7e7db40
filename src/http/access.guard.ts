/**
 * The API is closed: whoever calls it has signed in, or can read `DATA_DIR/api-token` on the machine and sends it as
 * `Authorization: Bearer TOKEN`. What changes something from a browser carries a header that other origins cannot set.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, UnauthorizedException } from '@nestjs/common';
import { type Reflector } from '@nestjs/core';
import { Problem } from '../core/problem.js';
import { type Actor, AT_LEAST, OPEN, type Role, ROLES, type WithActor } from './access.js';

export interface Request extends WithActor {
  readonly method: string;
  readonly path?: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}
/** The signed-in person of a request, or null. Given by accounts/. */
export type FindActor = (request: Request) => Promise<Actor | null>;
export const FIND_ACTOR = Symbol('find-actor');

const READS = ['GET', 'HEAD', 'OPTIONS'];
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

export class AccessGuard implements CanActivate {
  constructor(
    private readonly token: string,
    private readonly reflector: Reflector,
    private readonly findActor: FindActor,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const request = context.switchToHttp().getRequest<Request>();
    const holder = this.readToken(request);
    // A form or an image of another site can make a browser call, with its cookie; it cannot add a header.
    if (!holder && !READS.includes(request.method) && request.headers['x-recueil'] !== 'console') {
      if (this.reflector.getAllAndOverride<boolean>(OPEN, targets))
        throw new Problem('other_origin', 'denied', 'This request did not come from the console.');
      throw new UnauthorizedException();
    }
    if (this.reflector.getAllAndOverride<boolean>(OPEN, targets)) return true;
    const actor = holder ?? (await this.findActor(request));
    if (!actor) throw new UnauthorizedException();
    const needed = this.reflector.getAllAndOverride<Role | undefined>(AT_LEAST, targets) ?? 'investigator';
    if (actor.kind === 'user' && ROLES.indexOf(actor.role) < ROLES.indexOf(needed))
      throw new Problem('role', 'denied', 'Your role does not allow this.');
    request.actor = actor;
    return true;
  }

  private readToken(request: Request): Actor | null {
    const { authorization } = request.headers;
    const given = /^Bearer (\S+)$/.exec(typeof authorization === 'string' ? authorization : '')?.[1];
    // Equal lengths whatever is sent, so that the comparison tells nothing.
    if (given === undefined || !timingSafeEqual(digest(given), digest(this.token))) return null;
    return { kind: 'token' };
  }
}
