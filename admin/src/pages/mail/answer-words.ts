/** The words of an investigator's own letters: her answer to a message, and visits. */
import { type Schemas } from '../../api/client.js';
import { defineWords } from '../../words.js';

type Leak = 'answer' | 'patient_code' | 'identifier';
type VisitState = Schemas['VisitView']['state'];

export const answerWords = defineWords({
  fr: {
    answer: 'Répondre',
    label: 'Votre réponse, envoyée dans le fil de ce message',
    rule: 'Aucune réponse de la fiche, aucun code, aucun nom, aucune date complète : la lettre est relue avant de partir.',
    send: 'Envoyer',
    sent: 'Votre réponse est partie.',
    tells: (leak: Leak) =>
      ({
        answer: 'Ce texte contient une réponse de la fiche : il ne part pas.',
        patient_code: 'Ce texte contient le code du patient : il ne part pas.',
        identifier:
          'Ce texte contient de quoi reconnaître quelqu’un (nom, date, adresse, long numéro) : il ne part pas.',
      })[leak],
    unanswerable:
      'Personne ne lirait cette réponse : une machine a écrit, ou le message n’est pas venu par e-mail.',
    failed: 'Cela n’a pas pu être fait.',
    offline: 'Le service ne répond pas.',
    visits: 'Visites',
    noVisit: 'Aucune visite demandée ni prévue.',
    who: 'Qui',
    cases: 'Cas',
    asked: 'Demandée',
    when: 'Quand',
    where: 'Lieu',
    state: 'État',
    acts: 'Actes',
    stateOf: (state: VisitState) =>
      ({ asked: 'à planifier', planned: 'prévue', done: 'faite', cancelled: 'annulée' })[state],
    plan: 'Planifier',
    move: 'Déplacer',
    done: 'Faite',
    cancel: 'Annuler la visite',
    close: 'Fermer',
    day: 'Jour et heure',
    minutes: 'Durée (minutes)',
    words: 'Quelques mots (facultatif)',
    invite: 'Envoyer l’invitation',
    message: 'Message',
  },
  en: {
    answer: 'Answer',
    label: 'Your answer, sent in the thread of this message',
    rule: 'No answer of the sheet, no code, no name, no full date: the letter is screened before it goes.',
    send: 'Send',
    sent: 'Your answer has gone.',
    tells: (leak: Leak) =>
      ({
        answer: 'This text holds an answer of the sheet: it does not go.',
        patient_code: 'This text holds the patient’s code: it does not go.',
        identifier:
          'This text holds what may identify somebody (name, date, address, long number): it does not go.',
      })[leak],
    unanswerable: 'Nobody would read this answer: a machine wrote, or the message did not come by e-mail.',
    failed: 'This could not be done.',
    offline: 'The service does not answer.',
    visits: 'Visits',
    noVisit: 'No visit is asked for or planned.',
    who: 'Who',
    cases: 'Cases',
    asked: 'Asked',
    when: 'When',
    where: 'Place',
    state: 'State',
    acts: 'Acts',
    stateOf: (state: VisitState) =>
      ({ asked: 'to plan', planned: 'planned', done: 'done', cancelled: 'cancelled' })[state],
    plan: 'Plan',
    move: 'Move',
    done: 'Done',
    cancel: 'Cancel the visit',
    close: 'Close',
    day: 'Day and hour',
    minutes: 'Length (minutes)',
    words: 'A few words (optional)',
    invite: 'Send the invitation',
    message: 'Message',
  },
});
