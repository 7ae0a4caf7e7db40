/** The words of the page of a personal link. */
import { defineWords } from '../words.js';

export const answerWords = defineWords({
  fr: {
    title: (reference: string) => `Compléter la fiche ${reference}`,
    loading: 'Un instant…',
    intro: (count: number) =>
      count === 1
        ? 'Il manque une précision.'
        : `Il manque ${count} précisions : répondez à celles que vous pouvez, les autres peuvent attendre.`,
    names: 'N’écrivez jamais le nom d’un patient.',
    discreet: (number: string) => `Question ${number} (précision)`,
    discreetHelp: 'Son libellé est sur la fiche ; il s’affiche aussi ici après le code.',
    question: (number: string) => `Question de l’investigateur, au sujet du numéro ${number}`,
    NSP: 'Ne sait pas',
    NF: 'Non fait',
    NA: 'Sans objet',
    clear: 'Effacer',
    isSaved: 'Une réponse est enregistrée. Répondez à nouveau pour la remplacer.',
    removeSaved: 'La retirer',
    removed: 'Réponse retirée.',
    known: 'Réponse actuelle :',
    unclear: 'Nous n’avons pas bien compris cette réponse',
    unusual: 'Valeur inhabituelle : est-elle exacte ?',
    contradicts: 'Ne concorde pas avec une autre réponse',
    doubted: (count: number) =>
      count === 1
        ? 'Une réponse est à vérifier avant l’envoi. Rien n’est perdu : tout est enregistré.'
        : `${count} réponses sont à vérifier avant l’envoi. Rien n’est perdu : tout est enregistré.`,
    send: 'Envoyer',
    sendSure: 'C’est exact, envoyer ainsi',
    save: 'Enregistrer pour plus tard',
    saved: 'Enregistré. Revenez par le même lien.',
    withSaved: (count: number) =>
      count === 1
        ? 'Une réponse enregistrée partira avec.'
        : `${count} réponses enregistrées partiront avec.`,
    nothing: 'Il n’y a encore rien à envoyer.',
    sent: 'Merci, vos réponses sont parties.',
    sentMore: 'Un accusé de réception vous arrive par e-mail, avec ce qui resterait à préciser.',
    look: 'Voir ce qui reste',
    reading: 'Vos réponses sont en cours d’enregistrement.',
    complete: 'Merci, il ne manque plus rien à cette fiche.',
    completeMore: 'Pour corriger une réponse, répondez simplement à l’e-mail de l’étude.',
    gone: 'Ce lien n’ouvre plus rien',
    goneMore:
      'Il a peut-être expiré, ou son adresse a été coupée. Répondez simplement à l’e-mail de l’étude : votre réponse sera lue de la même façon.',
    later: 'Trop d’essais. Patientez une minute, puis rechargez la page.',
    offline: 'Le service ne répond pas. Rien n’est perdu : réessayez dans un instant.',
    tooMuch: 'Cette page a beaucoup servi aujourd’hui. Répondez simplement à l’e-mail de l’étude.',
    changed: 'La fiche a changé entre-temps. Rechargez la page, puis recommencez.',
    failed: 'Cela n’a pas abouti. Réessayez.',
    again: 'Réessayer',
    proveTitle: 'Voir ce qui a déjà été répondu',
    proveHelp:
      'Par prudence, cette page ne montre aucune réponse déjà donnée. Un code envoyé à l’adresse de la lettre les affiche.',
    askCode: 'Recevoir un code par e-mail',
    asked: 'Un code vient de partir à l’adresse à laquelle la lettre a été envoyée. Il vaut dix minutes.',
    askedSaved: 'Ce que vous avez écrit est enregistré.',
    code: 'Code à six chiffres',
    prove: 'Valider',
    codeWrong: 'Ce code ne convient pas, ou ne vaut plus.',
    codeLater: 'Un code vient de partir : attendez une minute avant d’en demander un autre.',
    codeTooMuch: 'Plus de code pour aujourd’hui. Vous pouvez répondre sans code, ou par e-mail.',
    proven: 'Vos réponses déjà données sont affichées.',
    call: (phone: string) => `Pour nous parler : ${phone}.`,
    until: (day: string) => `Lien personnel, valable jusqu’au ${day}.`,
  },
  en: {
    title: (reference: string) => `Complete sheet ${reference}`,
    loading: 'One moment…',
    intro: (count: number) =>
      count === 1
        ? 'One detail is missing.'
        : `${count} details are missing: answer those you can, the others may wait.`,
    names: 'Never write the name of a patient.',
    discreet: (number: string) => `Question ${number} (detail)`,
    discreetHelp: 'Its words are on the sheet; they are shown here too after the code.',
    question: (number: string) => `The investigator’s question, about number ${number}`,
    NSP: 'Not known',
    NF: 'Not done',
    NA: 'Not applicable',
    clear: 'Clear',
    isSaved: 'An answer is saved. Answer again to replace it.',
    removeSaved: 'Take it away',
    removed: 'Answer taken away.',
    known: 'Present answer:',
    unclear: 'We did not quite understand this answer',
    unusual: 'Unusual value: is it exact?',
    contradicts: 'Does not agree with another answer',
    doubted: (count: number) =>
      count === 1
        ? 'One answer is to be checked before it is sent. Nothing is lost: all is saved.'
        : `${count} answers are to be checked before they are sent. Nothing is lost: all is saved.`,
    send: 'Send',
    sendSure: 'That is exact, send it so',
    save: 'Save for later',
    saved: 'Saved. Come back by the same link.',
    withSaved: (count: number) =>
      count === 1 ? 'One saved answer will go with it.' : `${count} saved answers will go with it.`,
    nothing: 'There is nothing to send yet.',
    sent: 'Thank you, your answers are sent.',
    sentMore: 'An acknowledgement comes by e-mail, with what may still be missing.',
    look: 'See what is left',
    reading: 'Your answers are being recorded.',
    complete: 'Thank you, nothing is missing from this sheet any more.',
    completeMore: 'To correct an answer, simply reply to the study’s e-mail.',
    gone: 'This link opens nothing any more',
    goneMore:
      'It may have expired, or its address was cut. Simply reply to the study’s e-mail: your answer will be read in the same way.',
    later: 'Too many tries. Wait a minute, then load the page again.',
    offline: 'The service does not answer. Nothing is lost: try again in a moment.',
    tooMuch: 'This page was used a lot today. Simply reply to the study’s e-mail.',
    changed: 'The sheet has changed meanwhile. Load the page again, then start anew.',
    failed: 'That did not work. Try again.',
    again: 'Try again',
    proveTitle: 'See what was answered before',
    proveHelp:
      'To be careful, this page shows no answer that was given before. A code sent to the address of the letter shows them.',
    askCode: 'Get a code by e-mail',
    asked: 'A code has just gone to the address to which the letter was sent. It is valid for ten minutes.',
    askedSaved: 'What you have written is saved.',
    code: 'Six-digit code',
    prove: 'Confirm',
    codeWrong: 'This is not the code, or it is not valid any more.',
    codeLater: 'A code has just been sent: wait a minute before you ask for another.',
    codeTooMuch: 'No more codes for today. You can answer without a code, or by e-mail.',
    proven: 'Your earlier answers are shown.',
    call: (phone: string) => `To talk to us: ${phone}.`,
    until: (day: string) => `Personal link, valid until ${day}.`,
  },
});
