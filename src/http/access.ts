/**
 * Who may call a route. Every route is closed unless it says otherwise: @Open to everyone, @AtLeast to people with a role, and
 * nothing at all to investigators. The guard leaves the caller on the request for @Caller to hand to a handler.
 */
import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';

/** Each may all that the one before it may. A reader sees no source document and changes nothing. */
export const ROLES = ['reader', 'investigator', 'lead'] as const;
export type Role = (typeof ROLES)[number];

/** A signed-in person, or whoever holds the machine's own token (scripts; it has a lead's rights and no name). */
export type Actor =
  | {
      readonly kind: 'user';
      readonly id: string;
      readonly name: string;
      readonly initials: string;
      readonly role: Role;
      /** Until when the password need not be asked again to sign a confirmation; null: not in this session. */
      readonly signedUntil: Date | null;
    }
  | { readonly kind: 'token' };

export const OPEN = 'recueil:open';
export const AT_LEAST = 'recueil:at-least';
/** Opens a route to everyone. */
export const Open = (): MethodDecorator & ClassDecorator => SetMetadata(OPEN, true);
/** The lowest role that may; without it a route is for investigators. */
export const AtLeast = (role: Role): MethodDecorator & ClassDecorator => SetMetadata(AT_LEAST, role);

/** What the guard leaves on the request. */
export interface WithActor {
  actor?: Actor;
}
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<WithActor>();
  if (!actor) throw new Error('an open route has no caller');
  return actor;
});

/** As the history names the caller: an account's id, or `token`. */
export function nameActor(actor: Actor): string {
  return actor.kind === 'user' ? actor.id : 'token';
}
