/** Step 4: the states of a letter, and what a person may do in each. The sending itself moves it on by its own rules (reply/). */
import { Problem } from '../problem.js';

export const LETTER_STATES = [
  'waiting',
  'sending',
  'sent',
  'refused',
  'uncertain',
  'failed',
  'held',
  'bounced',
] as const;
export type LetterState = (typeof LETTER_STATES)[number];

export const LETTER_ACTIONS = ['hold', 'release', 'send_now'] as const;
export type LetterAction = (typeof LETTER_ACTIONS)[number];

/** `again`: the letter stays as it is, and another with a Message-ID of its own goes in its place. */
type Becomes = 'held' | 'waiting' | 'again';

const TABLE: Readonly<Record<LetterAction, Partial<Record<LetterState, Becomes>>>> = {
  hold: { waiting: 'held' },
  release: { held: 'waiting' },
  send_now: { waiting: 'waiting', held: 'waiting', refused: 'again', uncertain: 'again', failed: 'again' },
};

/** Throws the Problem `letter_state`. */
export function actOnLetter(state: LetterState, action: LetterAction): Becomes {
  const next = TABLE[action][state];
  if (!next)
    throw new Problem('letter_state', 'conflict', `A letter in state ${state} cannot be acted on so.`, {
      state,
      action,
    });
  return next;
}
