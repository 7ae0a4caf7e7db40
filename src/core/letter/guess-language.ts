/** Step 4: the language of a message's own words, where a few common ones tell; null when they do not. */
import { type Language } from '../study/study.js';

export function guessLanguage(text: string): Language | null {
  const count = (words: RegExp): number => text.toLowerCase().match(words)?.length ?? 0;
  const french = count(
    /\b(?:bonjour|merci|vous|je|nous|fiche|pour|les|des|est|cordialement|aide|statut|visite|tout)\b/g,
  );
  const english = count(
    /\b(?:hello|dear|thank|thanks|please|the|you|sheet|for|is|regards|help|status|visit|all)\b/g,
  );
  return french === english ? null : french > english ? 'fr' : 'en';
}
