/**
 * Which lines of a mail may hold its sender's answers: those written now, and those of the quoted mail that are answered. Left
 * out: signatures, notices of confidentiality, mails older than the one that is quoted, and what others wrote in it.
 */
import { foldWords } from './normalise-text.js';

export interface MailLine {
  /** From 1, in the mail's text. */
  readonly at: number;
  /** Without its quote marks. */
  readonly text: string;
  /**
   * `own`: written now. `asked`: of the quoted mail, which is the study's own: it never holds an answer, so what stands behind a
   * question there was added. `quoted`: of another's mail, where only what is written beneath is new. `end`: here an answer ends.
   */
  readonly kind: 'own' | 'asked' | 'quoted' | 'end';
  /** How often it is marked as quoted (`>`). */
  readonly depth: number;
  /** Why an answer ends at a line of `kind: 'end'`: words of courtesy, of a signature, or anything else. */
  readonly end?: 'courtesy' | 'signature' | 'other';
}

const ATTRIBUTION = /^(?:le|on|am|op|el)\b.*(?:\d|@)/i;
const WROTE = /(?:a écrit|wrote|schrieb|escribió)\s*:?\s*$/i;
const HEADER = /^\W{0,3}(?:de|from|von)\s*:\W{0,3}\s*\S/i;
const SECOND_HEADER =
  /^\W{0,3}(?:envoyé(?: le)?|date|à|to|sent|objet|subject|cc|gesendet|répondre à|reply-to)\s*:/i;
const ORIGINAL =
  /^\s*-{2,}.*(?:origin|transf|forward)|^(?:début du message (?:réexpédié|transféré)|begin forwarded message)/i;
/** RFC 3676, 4.3, with or without its space. */
const SIGNATURE = /^--\s*$/;
const CLOSING =
  /^(?:(?:bien|tres|plus)? ?(?:cordialement|confraternellement|amicalement|sincerement|respectueusement)|cdlt|cdt|bien (?:a vous|sincerement)|(?:mes |avec mes )?(?:sinceres |meilleures |cordiales |respectueuses )*salutations|(?:kind|best|warm|with kind|with best)? ?regards|best wishes|sincerely|yours (?:sincerely|faithfully|truly)|all the best|(?:envoye|sent|expedie) (?:de|depuis|a partir de|from|via)\b|(?:obtenir|get|telecharger) outlook|ce (?:message|courriel|mail|courrier electronique)\b|(?:this|the information (?:in|contained in) this) (?:e-?mail|message)|avis de confidentialite|confidentiality notice|disclaimer|avant d'imprimer|pensez a l'environnement)/;
const THANKS =
  /^(?:merci|remerciements|avec (?:mes|nos) remerciements|bonne (?:journee|soiree|reception|continuation|lecture)|bon week|bien recu|a bientot|thanks?|thank you|many thanks|have a)\b/;
const LOOKED_AHEAD = 12;
const RULE = /^[\s_*=~–—-]{4,}$/;

/** @param isOurs whether this text names the study as the one who wrote */
export function sortLines(text: string, isOurs: (text: string) => boolean): MailLine[] {
  const sorted: MailLine[] = [];
  const lines = text.split('\n').map((whole) => {
    const marks = /^(?:\s?>)*/.exec(whole)?.[0] ?? '';
    return { depth: marks.replace(/[^>]/g, '').length, text: whole.slice(marks.length).trim() };
  });
  let isQuoteOurs = false;
  /** From here down the quoted mail stands without marks: whose it is. */
  let unmarked: 'asked' | 'left' | null = null;
  /** An older mail begins within the quoted one. */
  let isOlder = false;
  let isSigned = false;
  for (const [index, line] of lines.entries()) {
    const at = index + 1;
    const next = lines.slice(index + 1, index + 1 + LOOKED_AHEAD).filter((other) => other.text !== '');
    const head = findHead(
      line.text,
      next.map((other) => other.text),
    );
    const add = (kind: MailLine['kind'], end: MailLine['end'] = 'other') =>
      void sorted.push({ at, text: line.text, kind, depth: line.depth, ...(kind === 'end' && { end }) });
    if (line.depth > 1) add('end');
    else if (line.depth === 1) {
      if (head !== null) isOlder = true;
      add(isOlder ? 'end' : isQuoteOurs ? 'asked' : 'quoted');
    } else if (head !== null) {
      const isSecond = unmarked !== null;
      isQuoteOurs = isOurs(head);
      isOlder = false;
      // Its own lines follow, marked or not; a mail quoted within it is older.
      if (isSecond) unmarked = 'left';
      else if (next[0] !== undefined && !next.slice(0, 2).some(({ depth }) => depth > 0))
        unmarked = isQuoteOurs ? 'asked' : 'left';
      add('end');
    } else if (unmarked !== null) add(unmarked === 'asked' && !isPolite(line.text) ? 'asked' : 'end');
    else if (SIGNATURE.test(line.text)) {
      isSigned = true;
      add('end', 'signature');
    } else if (isSigned) add('end', 'signature');
    else if (RULE.test(line.text)) add('end');
    else if (isPolite(line.text)) add('end', isClosing(line.text) ? 'signature' : 'courtesy');
    else add('own');
  }
  return sorted;
}

/** Closes a letter and begins a block of names: what is below it is read only where it is surely a question. */
export function isClosing(text: string): boolean {
  return text.length <= 300 && CLOSING.test(foldWords(text)) && !/\t/.test(text);
}

function isPolite(text: string): boolean {
  return isClosing(text) || (text.length <= 80 && THANKS.test(foldWords(text)));
}

/** The words that begin a quoted mail, when this line is the first of them: "Le … a écrit :", "De : … Envoyé : …". */
function findHead(text: string, following: readonly string[]): string | null {
  if (ORIGINAL.test(text)) return [text, ...following].join('\n');
  if (HEADER.test(text) && following.slice(0, 4).some((line) => SECOND_HEADER.test(line)))
    return [text, ...following.slice(0, 1)].join('\n');
  if (!ATTRIBUTION.test(text)) return null;
  // Programs break it where they like.
  for (let count = 0; count <= 2; count += 1) {
    const whole = [text, ...following.slice(0, count)].join(' ');
    if (WROTE.test(whole)) return whole;
  }
  return null;
}
