/**
 * The API is closed from the first day: until accounts come, whoever can read `DATA_DIR/api-token` on the machine
 * may call it, with `Authorization: Bearer TOKEN`. Only routes marked @Open (health) need nothing.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, SetMetadata, UnauthorizedException } from '@nestjs/common';
import { type Reflector } from '@nestjs/core';

const OPEN = 'recueil:open';
/** Opens a route to everyone. */
export const Open = (): MethodDecorator & ClassDecorator => SetMetadata(OPEN, true);

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

export class LocalTokenGuard implements CanActivate {
  constructor(
    private readonly token: string,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.reflector.getAllAndOverride<boolean>(OPEN, [context.getHandler(), context.getClass()]))
      return true;
    const request = context.switchToHttp().getRequest<{ headers: { authorization?: string } }>();
    const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    // Equal lengths whatever is sent, so that the comparison tells nothing.
    if (!timingSafeEqual(digest(given), digest(this.token))) throw new UnauthorizedException();
    return true;
  }
}
