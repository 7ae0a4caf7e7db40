/** Keyboard first: what a page's keys do, never while something is being typed, and never with a modifier. */
import { useEffect, useRef } from 'react';

export type Keys = Readonly<Record<string, (() => void) | undefined>>;

export function useKeys(keys: Keys, active = true): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    if (!active) return;
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) {
        // Moving on with a key held down is meant; nothing else is.
        if (!event.repeat || !['j', 'k'].includes(event.key)) return;
      }
      if (document.querySelector('dialog[open]') !== null || isTyping(event.target, event.key)) return;
      const act = current.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [active]);
}

/** Enter and Space belong to the button or link that has the focus. */
function isTyping(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName)) return true;
  if (target instanceof HTMLInputElement) return true;
  return (key === 'Enter' || key === ' ') && ['BUTTON', 'A', 'SUMMARY'].includes(target.tagName);
}
