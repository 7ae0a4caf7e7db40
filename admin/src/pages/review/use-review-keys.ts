/** The keys of the review, wherever the focus is, unless something is being typed or a dialog is open. */
import { useEffect, useRef } from 'react';
import { actionOf, type ReviewAction } from './key-actions.js';

export function useReviewKeys(act: (action: ReviewAction) => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      const action = actionOf(event, findFocus(event.target));
      if (!action) return;
      event.preventDefault();
      latest.current(action);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

const NOT_TYPED = ['button', 'submit', 'reset', 'image'];

function findFocus(target: EventTarget | null): { isTyping: boolean; isOnControl: boolean } {
  if (!(target instanceof HTMLElement)) return { isTyping: false, isOnControl: false };
  const isInput = target instanceof HTMLInputElement && !NOT_TYPED.includes(target.type);
  return {
    isTyping:
      isInput ||
      target.isContentEditable ||
      ['TEXTAREA', 'SELECT'].includes(target.tagName) ||
      target.closest('.editor, .menu') !== null,
    // A row of the answers has the focus while it is the current one: Enter accepts it.
    isOnControl: target.closest('button:not([data-place]), a, summary') !== null,
  };
}
