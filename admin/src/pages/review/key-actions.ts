/** The keys of the review. Each has a visible button; none does anything while something is being typed. */

export const KEYS = {
  j: 'next',
  k: 'previous',
  n: 'next_to_see',
  Enter: 'accept',
  e: 'edit',
  u: 'unknown',
  q: 'ask',
  a: 'accept_section',
  c: 'confirm',
  s: 'set_aside',
  h: 'history',
  v: 'only_to_see',
  p: 'page',
  m: 'mails',
  z: 'undo',
  J: 'next_section',
  K: 'previous_section',
  ArrowDown: 'down',
  ArrowUp: 'up',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  '+': 'larger',
  '=': 'larger',
  '-': 'smaller',
  '0': 'fit',
  r: 'turn',
} as const;
export type ReviewAction = (typeof KEYS)[keyof typeof KEYS];

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
}
/** Where the key was pressed. */
export interface Focus {
  /** Something takes the letters: a text, a list, a dialog. */
  readonly isTyping: boolean;
  /** A button or link has Enter for itself. */
  readonly isOnControl: boolean;
}

/** Held down, only the moves go on: an answer is never accepted by a finger that stayed. */
const MOVES: readonly ReviewAction[] = ['next', 'previous', 'up', 'down', 'left', 'right'];

export function actionOf(pressed: Pressed, focus: Focus): ReviewAction | null {
  const { key, ctrlKey, metaKey, altKey, repeat } = pressed;
  if (focus.isTyping) return null;
  if ((ctrlKey || metaKey) && !altKey && key === 'z') return 'undo';
  if (ctrlKey || metaKey || altKey) return null;
  if (key === 'Enter' && focus.isOnControl) return null;
  const action = Object.hasOwn(KEYS, key) ? KEYS[key as keyof typeof KEYS] : null;
  if (action && repeat && !MOVES.includes(action)) return null;
  return action;
}
