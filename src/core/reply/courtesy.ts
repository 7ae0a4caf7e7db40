/**
 * Words of an answer that ask nothing and tell nothing: greetings, thanks, "see below". What is left when they are taken away is
 * what somebody meant to say; when nothing is left, silence is the answer.
 */
import { foldWords } from '../sheet/normalise-text.js';

const TITLES =
  'docteurs?|dr|professeur|pr|prof|confreres?|consoeurs?|collegues?|madame|monsieur|mesdames|messieurs|colleagues?|sir|madam|team';
const NO_ANSWER = '(?!(?:oui|non|yes|no|pas|nsp|nf|na|aucune?)\\b)';
const WHOM = `(?:[ ,]*(?:a |au |aux |to )?(?:vous|tous|toutes|you|all|everyone|(?:toute |votre )?l'equipe|votre equipe|chere?s?)\\b)*(?:[ ,]*(?:chere?s? )?(?:${TITLES})\\b\\.?(?: ${NO_ANSWER}[a-z]+(?:-[a-z]+)?){0,2})?`;
const MESSAGE =
  '(?:message|mail|e-mail|email|courriel|courrier|retour|reponse|rappel|relance|aide|travail|suivi|envoi|patience|confirmation|lettre|precisions?|email|reminder|reply|help|letter|note|work)';
/** Each is taken from the start, again and again. The first of a group are words of thanks or receipt. */
const THANKS = [
  `(?:un )?(?:grand )?(?:merci|thanks|thank you|many thanks|remerciements)(?: (?:beaucoup|bien|encore|infiniment|d'avance|par avance|very much|so much|a lot|again|in advance))*(?: (?:pour|de|for) (?:votre|vos|ce|cet|cette|le|la|les|tout|your|the|this) ?${MESSAGE}?(?: (?:rapide|precedent|tres clair|quick))?)?${WHOM}`,
  '(?:c.est |message |mail |courriel )?(?:bien )?(?:recus?|recue|note|notee|received|noted|well received|pris note|compris|understood)(?: (?:votre|le|ce|your) (?:message|mail|courriel|email))?(?: (?:je vous en remercie|merci|thank you|thanks))?',
  "(?:j'accuse (?:bonne )?reception|bonne reception)(?: de votre (?:message|mail|courriel))?",
  '(?:je |nous )?vous (?:en )?(?:remercie|remercions)',
  '(?:ok|d.accord|parfait|entendu|tres bien|great|perfect|fine|super|all right)',
];
const MANNERS = [
  `(?:re-?)?(?:bonjour|bonsoir|hello|hi|dear|good (?:morning|afternoon|evening)|salut|chere?s?|madame|monsieur|docteur)${WHOM}`,
  '(?:bien )?(?:cordialement|confraternellement|amicalement|respectueusement|a vous)|cdlt|cdt|(?:kind |best )?regards|best wishes|sincerely|(?:avec )?(?:mes |nos )?(?:meilleures |sinceres )?salutations|bonne (?:journee|soiree|continuation|semaine|fin de journee)|bon week-?end|a bientot|have a (?:good|nice) (?:day|week-?end)',
  '(?:avec )?(?:mes |nos )?(?:toutes (?:mes|nos) )?excuses(?: pour (?:le|ce) retard)?|desolee? (?:pour|de) (?:le|ce|mon) (?:retard|delai)|(?:i am |i.m )?sorry for the delay|avec (?:grand )?plaisir|with pleasure|de rien|je vous en prie|you.re welcome',
  '(?:veuillez trouver |vous trouverez |je vous (?:envoie|adresse|transmets|donne) |please find |here (?:are|is) |voici |en reponse a votre message|(?:my |mes |les |vos )?)(?:the |my |mes |les |nos |la |le )?(?:reponses?|precisions?|elements?|renseignements?|informations?|donnees|complements?|answers?|details?|information|data)?(?: (?:demandee?s?|manquante?s?|suivante?s?|requested|missing|complementaires))?(?: (?:a vos questions|ci-dessous|ci-dessus|ci-apres|below|above|inline|in the text|dans le (?:texte|corps du (?:message|mail))|en (?:rouge|bleu|vert|gras|couleur)|in red|in blue|plus bas))?',
  'voir (?:(?:mes )?reponses )?(?:ci-dessous|plus bas|dans le texte)|(?:please )?see (?:my answers )?(?:below|inline)|voila',
];
const WITH_FILE =
  /^(?:(?:voir|cf\.?|vous trouverez|veuillez trouver|je vous (?:adresse|envoie|transmets|joins)|please (?:find|see)|see|voici|ci)\b.{0,60}\b(?:ci-?joint|joint|jointe|joints|jointes|piece jointe|pj|p\.j\.|annexe|attached|attachment|enclosed)|ci-?jointe?s?|(?:fiche|document|scan|photo)s? (?:(?:en )?ci-?joint|en (?:pj|piece jointe)|jointe?s?)|(?:en )?pj|en piece jointe|(?:please )?(?:find )?attached|see attached|enclosed)\b[^?]{0,60}$/;

const THANKS_FIRST = THANKS.map((words) => new RegExp(`^(?:${words})(?![a-z0-9])`));
const ALL = [...THANKS, ...MANNERS].map((words) => new RegExp(`^(?:${words})(?![a-z0-9])`));
/** What may stand between two courtesies. */
const BETWEEN = /^[\s.,;:!()*_~–—-]+(?:(?:et|and|donc|alors)\s+)?|^[☺😊🙏👍]+/u;
/** “Bonjour Claire,” */
const TO_SOMEBODY =
  /^(?:[Bb]onjour|[Bb]onsoir|[Hh]ello|[Hh]i|[Dd]ear|[Cc]h[eè]re?)(?:\s+\p{Lu}[\p{Ll}’'-]+){1,3}\s*[,.!]?$/u;
/** Longer messages say more than that. */
const LONGEST = 200;

/** Nothing but courtesies. */
export function isCourtesy(text: string): boolean {
  if (TO_SOMEBODY.test(text.trim())) return true;
  return text.length <= LONGEST && takeAway(foldWords(text)) === '';
}

/** Words of thanks, or that say that our letter has arrived. */
export function holdsThanks(text: string): boolean {
  let rest = foldWords(text).replace(BETWEEN, '');
  for (const manners of ALL.slice(THANKS.length)) rest = rest.replace(manners, '').replace(BETWEEN, '');
  return THANKS_FIRST.some((thanks) => thanks.test(rest));
}

/** “Voir ci-joint”: the answer is said to be in a file. */
export function pointsToFile(text: string): boolean {
  const folded = foldWords(text).replace(/^(?:(?:bonjour|hello)[ ,.!]+)?/, '');
  return folded.length <= LONGEST && WITH_FILE.test(folded.replace(/[.!\s]+$/, ''));
}

/** A line of a signature: a name, a title, a service; no digits but a telephone's. */
export function looksLikeName(text: string): boolean {
  const words = text
    .trim()
    .split(/[\s,–—-]+/)
    .filter((word) => word !== '');
  if (words.length === 0 || words.length > 9 || /[:?=]/.test(text) || /\d/.test(text)) return false;
  const isSmall = (word: string) => /^(?:de|du|des|d|la|le|les|et|l|en|of|the|and|à)$/i.test(word);
  return (
    words.some((word) => !isSmall(word)) &&
    words.every((word) => isSmall(word) || /^(?:[dl]['’])?\p{Lu}[\p{L}.'’()]*$/u.test(word))
  );
}

function takeAway(folded: string): string {
  let rest = folded;
  for (let turns = 0; turns < 8; turns += 1) {
    const trimmed = rest.replace(BETWEEN, '');
    const found = ALL.map((words) => words.exec(trimmed)?.[0] ?? '').sort((a, b) => b.length - a.length)[0];
    const next = found ? trimmed.slice(found.length) : trimmed;
    if (next === rest) return next.trim();
    rest = next;
  }
  return rest.trim();
}
