/** The caller as the history and a signature name her. */
import { type Person } from '../../core/case/case-answers.js';
import { type Actor, nameActor } from '../../http/access.js';

export function personOf(actor: Actor): Person {
  return actor.kind === 'user'
    ? { id: nameActor(actor), name: actor.name, initials: actor.initials }
    : { id: nameActor(actor), name: 'API', initials: 'API' };
}
