/**
 * Step 2: what a server's notice says of a letter that did not arrive: whether it ever will, and why not. Told by the enhanced status code
 * (RFC 3463), then by the reply code of SMTP (RFC 5321, 4.2), then by the words that servers use.
 */

export const BOUNCE_REASONS = [
  'no_such_address',
  'no_such_domain',
  'mailbox_full',
  'unreachable', // given up after days, or not now
  'too_large',
  'rejected', // by a rule: taken for spam, not allowed to write there
  'unknown',
] as const;
export type BounceReason = (typeof BOUNCE_REASONS)[number];

/** `hard`: it will never arrive there. `soft`: another try may. `delayed`: the server goes on trying by itself. */
export interface Bounce {
  readonly kind: 'hard' | 'soft' | 'delayed';
  readonly reason: BounceReason;
}

export interface BounceSigns {
  /** RFC 3464, 2.3.3; null where the notice has no such field. */
  readonly action: string | null;
  /** RFC 3463, as `5.1.1`, of the report's own field. */
  readonly status: string | null;
  /** Diagnostic-Code, and the words for people; both are searched. */
  readonly diagnostic: string;
  readonly text: string;
}

/** The first that fits. Servers give 5.2.2 or 552 for a full mailbox, which empties itself when its owner is back. */
const WORDS: readonly (readonly [RegExp, BounceReason])[] = [
  [
    /(?:mailbox|mail box|user|account|inbox|boite(?: aux lettres)?|messagerie|postfach)\b.{0,40}\b(?:is full|full|pleine|plein|satur|over quota|exceed|voll)|quota.{0,30}(?:exceed|full|depass|atteint)|(?:over|out of|exceeded|depassement d[eu]).{0,10}quota|espace (?:disque |de stockage )?insuffisant|insufficient (?:disk |system )?storage|not enough (?:disk )?space/,
    'mailbox_full',
  ],
  [
    /message (?:size|is) (?:exceeds|too (?:large|big))|message.{0,20}(?:exceeds|larger than).{0,30}(?:size|limit)|(?:message|pieces? jointes?).{0,20}trop (?:volumineu|gros|grand)|taille.{0,30}(?:depass|exced|maxim)|too large/,
    'too_large',
  ],
  [
    /(?:domain|host|domaine|serveur).{0,40}(?:not found|unknown|inconnu|introuvable|does ?n[o']t exist|n'existe pas)|(?:bad|invalid) destination (?:system|mailbox)|unrouteable|unroutable|name or service not known|nxdomain|no (?:valid )?mx|couldn'?t find any host/,
    'no_such_domain',
  ],
  [
    /(?:user|mailbox|recipient|address|account|login|alias|utilisateur|destinataire|adresse|boite(?: aux lettres)?|compte|empfanger).{0,60}(?:unknown|not found|could ?n[o']t be found|does ?n[o']t exist|do ?n[o']t exist|not exist|no such|invalid|inconnue?|introuvable|n'existe (?:pas|plus)|invalide|inexistante?|disabled|inactive|desactive|unavailable|non valide|not (?:a )?valid|unbekannt)|(?:unknown|no such|invalid|inexistante?) (?:user|recipient|mailbox|address|person|local)|not our customer|wasn'?t found at|n'a pas (?:ete|pu etre) trouve|address (?:couldn'?t|could not) be found|no mailbox (?:here )?by that name/,
    'no_such_address',
  ],
  [
    /spam|blacklist|blocklist|block list|listed (?:by|in|on)|reputation|policy|polic[iy]|dmarc|spf\b|dkim|not authori[sz]ed|unauthori[sz]ed|access denied|acces refuse|not permitted|administrative prohibition|rejected (?:by|for|due)|refuse par|content (?:rejected|filter)|bloque|indesirable|virus/,
    'rejected',
  ],
  [
    /timed? ?out|time-?out|connection refused|connexion refusee|unreachable|injoignable|could not connect|network|retry time(?:out)? exceeded|expired|expire|greylist|grey-list|temporar|temporaire|try again|reessayer|server busy|too many|indisponible|not responding|message too old/,
    'unreachable',
  ],
];

const SOFT: readonly BounceReason[] = ['mailbox_full', 'unreachable'];
/** A notice of a delay says that nobody has to do anything. */
const DELAYED =
  /\b(?:delay(?:ed)?|warning|retarde?e?|differee?|not yet been delivered|n'a pas encore|will (?:continue|keep)|still (?:being )?(?:retried|trying)|no action (?:is )?required|aucune action)\b/;
const FAILED =
  /undeliver|non remis|echec|failed permanently|permanent(?:ly)? (?:fail|error)|fatal|could not be delivered|couldn'?t be delivered|n'a pas pu|given up|abandon|failure notice/;

export function judgeBounce({ action, status, diagnostic, text }: BounceSigns): Bounce {
  const words = fold(`${diagnostic}\n${text}`);
  if (action === 'delayed') return { kind: 'delayed', reason: 'unreachable' };
  if (action === null && DELAYED.test(words) && !FAILED.test(words))
    return { kind: 'delayed', reason: 'unreachable' };
  const code = status ?? findStatus(diagnostic) ?? findStatus(text);
  const told = code === null ? null : byStatus(code, words);
  const reason = told ?? byWords(words) ?? 'unknown';
  if (SOFT.includes(reason)) return { kind: 'soft', reason };
  if (reason !== 'unknown') return { kind: 'hard', reason };
  // No word is known: a code of 4 may be tried again.
  const reply = code ?? findReply(diagnostic) ?? findReply(text);
  return { kind: reply?.startsWith('4') === true ? 'soft' : 'hard', reason };
}

/** RFC 3463, 3; null where the code leaves open what it was. */
function byStatus(code: string, words: string): BounceReason | null {
  const [, subject = '', detail = ''] = code.split('.');
  const about = `${subject}.${detail}`;
  if (about === '2.2') return 'mailbox_full';
  if (about === '3.4' || about === '2.3') return 'too_large';
  if (about === '1.2' || about === '4.4') return code.startsWith('4') ? 'unreachable' : 'no_such_domain';
  if (['1.1', '1.3', '1.6', '1.10', '2.1'].includes(about))
    return code.startsWith('4') ? 'unreachable' : 'no_such_address';
  if (about === '4.7' || about === '4.1' || about === '4.2') {
    // Exchange Online says 5.4.1 for an address that its directory does not have.
    if (code === '5.4.1' && /recipient|access denied|destinataire/.test(words)) return 'no_such_address';
    return 'unreachable';
  }
  // 5.7.1 is a rule, 4.7.x one that may let it pass later.
  if (subject === '7') return code.startsWith('4') ? 'unreachable' : 'rejected';
  return null;
}

function byWords(words: string): BounceReason | null {
  return WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

/** `5.1.1` where it stands as a code, not as a version or an address. */
function findStatus(text: string): string | null {
  return /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(text)?.[1] ?? null;
}

function findReply(text: string): string | null {
  return /(?<![\d.])([45]\d{2})(?=[ -])/.exec(text)?.[1] ?? null;
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .toLowerCase();
}
