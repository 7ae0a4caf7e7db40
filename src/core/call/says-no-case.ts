/**
 * Step 3: whether the answer to a call says that there is no case, and nothing else. It is counted (zero reporting), so it is believed only where
 * each sentence is understood: “pas de cas de rechute” is none, and one more sentence may hold a patient.
 */
import { listOwnLines } from '../letter/own-words.js';

const MOST_WORDS = 60;

/** What may be added without changing what is said. */
const TAIL_FR = [
  'chez nous|ici|non plus|du tout|malheureusement|a ce jour|a l heure actuelle|actuellement|pour l instant|pour le moment|jusqu ici',
  '(?:dans|de|pour) (?:notre|mon|le|ce) (?:service|centre|hopital|chu|chr|ch|departement|unite|equipe|etablissement|cote)',
  'a (?:declarer|signaler|rapporter|inclure|proposer|vous (?:declarer|signaler|rapporter|proposer|soumettre))',
  'correspondant(?: a (?:cette|votre|l) (?:etude|description|serie|appel|demande))?|(?:qui )?correspond(?:ent|ant)?',
  'repondant (?:a|aux) (?:vos |ces |l |d )?(?:criteres|appel|etude)(?: d inclusion)?',
  'pour (?:cette|votre|l) (?:etude|serie|appel|enquete)|concernee?s?|eligibles?|de ce type',
  '(?:traitee?s? )?(?:par|sous|avec) (?:le |du )?daratumumab(?: (?:dans|pour) (?:cette|ces|une) (?:indications?|maladies?(?: auto immunes?)?))?',
].join('|');
const TAIL_EN = [
  'here|either|at all|unfortunately|so far|to date|currently|at present|at the moment|for now|yet|on our side',
  '(?:in|at|from) (?:our|my|the|this) (?:department|centre|center|hospital|unit|team|service|institution)|from us',
  'to (?:report|declare|include|offer)|(?:that |which )?(?:meeting|matching|fitting) (?:the|your|these) criteria',
  'for (?:this|your|the) (?:study|series|call)|eligible|of this kind|(?:treated )?(?:with|by|on) daratumumab',
].join('|');
const CASE_FR = '(?:cas|patiente?s?|malades?|observations?|dossiers?)';
const CASE_EN = '(?:cases?|patients?)';
const WE_FR = '(?:nous|je|j|on|notre (?:service|centre|equipe)|le service)';
const WE_EN = '(?:we|i|our (?:department|centre|center|unit|team|hospital))';
const SORRY = '(?:desolee?s?|malheureusement|helas|sorry|unfortunately)';

const NO_CASE = [
  `(?:${SORRY} )*(?:il n y a |c est )?(?:pas|point) (?:de |d )(?:tels? )?${CASE_FR}`,
  `(?:${SORRY} )*(?:il n y a )?aucune? (?:tel |telle )?${CASE_FR}`,
  `(?:${SORRY} )*${WE_FR} n (?:avons|ai|a) (?:malheureusement )?(?:pas|aucune?|jamais)(?: (?:eu|traite|suivi|vu|recense|identifie|retrouve))?(?: (?:de|d|aucune?|ce|un))?(?: tels?)? ${CASE_FR}`,
  `(?:${SORRY} )*${WE_FR} n (?:avons|ai|a) (?:malheureusement )?(?:pas|jamais) (?:utilise|prescrit|employe|administre) (?:de |le |ce |du )?(?:daratumumab|traitement|medicament)`,
  `(?:zero|0) ${CASE_FR}|neant|rien a (?:declarer|signaler)|aucun`,
];
const NO_CASE_EN = [
  `(?:${SORRY} )*(?:there (?:are|is) )?no (?:such )?${CASE_EN}`,
  `(?:${SORRY} )*${WE_EN} (?:have|has|had|have had|has had) (?:no|not had any|never had (?:a|any)) (?:such )?${CASE_EN}`,
  `(?:${SORRY} )*${WE_EN} (?:do not|don t|did not|didn t) have any (?:such )?${CASE_EN}`,
  `(?:${SORRY} )*${WE_EN} (?:have|has) (?:not|never) (?:treated|seen|had) (?:any |a )?(?:such )?${CASE_EN}`,
  `(?:${SORRY} )*${WE_EN} (?:have|has) (?:not|never) (?:used|prescribed|given) daratumumab`,
  '(?:zero|0|nil) cases?|nothing to report|none',
];
const SAYS_NO = [
  new RegExp(`^(?:${NO_CASE.join('|')})(?: (?:${TAIL_FR}))*$`),
  new RegExp(`^(?:${NO_CASE_EN.join('|')})(?: (?:${TAIL_EN}))*$`),
];
/** What is said around it. */
const POLITE = [
  /^(?:bonjour|bonsoir|cher|chere|chers|dear|hello|hi|good (?:morning|afternoon))(?: (?:a tous|madame|monsieur|collegues?|confreres?|consoeurs?|ami|amie|colleagues?|all|team|dr|docteur|pr|professeur|cher|chere|et|chers|chere collegue|the)| \p{L}+){0,4}$/u,
  /^(?:(?:un )?grand )?merci(?: (?:beaucoup|a vous|pour (?:votre|ce|cet|l) (?:message|mail|courriel|appel|invitation|sollicitation)|de votre (?:message|mail|appel)))?$/,
  /^(?:many )?(?:thanks|thank you)(?: (?:very much|a lot|for your (?:message|mail|e mail|email|call|invitation)))?$/,
  /^(?:bon courage|bonne (?:continuation|chance|journee|soiree)|good luck|all the best)(?: (?:pour|with|in) .{0,40})?$/,
  /^(?:desolee?|sorry|malheureusement|unfortunately|no|non)$/,
];
/** What comes after is who wrote it. */
const SIGN_OFF =
  /^(?:-- ?$|_{3,}|(?:(?:bien |tres |avec mes |with )?(?:cordialement|confraternellement|amicalement|respectueusement|sinceres? salutations|a vous|kind regards|best regards|regards|sincerely|best wishes|yours)\b))/;

/** `text`: the message's own, quoted lines and all. */
export function saysNoCase(text: string): boolean {
  const lines = listOwnLines(text).map(fold);
  const end = lines.findIndex((line) => SIGN_OFF.test(line));
  const own = (end === -1 ? lines : lines.slice(0, end)).join('\n');
  const sentences = own
    .split(/[.!?;:,\n]+/u)
    .map((sentence) => sentence.replace(/[^\p{L}\p{N}]+/gu, ' ').trim())
    .filter((sentence) => sentence !== '');
  if (sentences.join(' ').split(' ').length > MOST_WORDS) return false;
  const meant = sentences.filter((sentence) => !POLITE.some((pattern) => pattern.test(sentence)));
  return meant.length > 0 && meant.every((sentence) => SAYS_NO.some((pattern) => pattern.test(sentence)));
}

function fold(line: string): string {
  return line.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[’']/gu, ' ').trim();
}
