/** Words for the robot, thanks, and files that are spoken of: alone they are understood, within a sentence they are a person's to read. */
import { describe, expect, test } from '@jest/globals';
import { type Command, findCommands } from '../../../src/core/reply/find-commands.js';
import { announcesFile, saysOnlyFile, saysOnlyThanks } from '../../../src/core/reply/says-thanks.js';

const QUOTED =
  '\n\nLe lun. 2 mars 2026 à 10:12, Étude DARA <recueil@etude-dara.test> a écrit :\n\n> Bonjour,\n> VISITE\n> STOP';

describe('thanks alone', () => {
  test.each([
    'Merci',
    'Merci !',
    'MERCI BEAUCOUP',
    'Merci bien',
    'Un grand merci à toute l’équipe',
    'Bonjour,\n\nMerci pour votre message.\n\nBien cordialement,\nÉlise Fabre\n01 99 00 45 10',
    'Bien reçu, merci beaucoup.\n\nDr Élise Fabre\nMédecine interne',
    'Bien reçu.',
    'Bonjour Claire,\nmerci de votre retour rapide\nBonne journée',
    'Thanks',
    'Thank you very much!',
    'Dear colleagues,\n\nMany thanks.\n\nKind regards,\nJohn Smith, MD',
    'Well received, thanks!',
    'Parfait, merci',
    'Je vous remercie.',
    'Ok merci',
  ])('%j', (text) => {
    expect(saysOnlyThanks(text)).toBe(true);
    expect(saysOnlyThanks(text + QUOTED)).toBe(true);
  });
});

describe('more than thanks', () => {
  test.each([
    '',
    'Bonjour,',
    'Merci de ne plus m’écrire.',
    'Merci de me rappeler.',
    'Merci, mais le sexe est faux.',
    'Merci. Quand finit l’étude ?',
    'Bien reçu, je vous réponds demain.',
    'Merci\n54',
    'Merci, âge 54',
    'Merci, non',
    'Non merci',
    'Merci\n\nCordialement,\nDr Fabre\nPS : quel est le délai ?',
    'Thanks, the patient died in March.',
    'Thank you for removing this case.',
  ])('%j', (text) => {
    expect(saysOnlyThanks(text)).toBe(false);
  });
});

describe('words for the robot', () => {
  const said = (text: string, subject = 'Re: fiche') => {
    const { found, hasMore } = findCommands({ text, subject });
    return [[...found].sort(), hasMore] as const;
  };
  test.each<readonly [string, readonly Command[], boolean]>([
    ['AIDE', ['help'], false],
    ['help please', ['help'], false],
    ['Statut', ['status'], false],
    ['ÉTAT', ['status'], false],
    ['status', ['status'], false],
    ['Visite', ['visit'], false],
    ['« VISIT »', ['visit'], false],
    ['Fiche', ['sheet'], false],
    ['FICHE VIERGE svp', ['sheet'], false],
    ['blank sheet', ['sheet'], false],
    ['STOP', ['stop'], false],
    ['stop tout', ['stop_all'], false],
    ['Stop all.', ['stop_all'], false],
    ['Bonjour,\n\nVISITE\n\nMerci\nDr Fabre', ['visit'], false],
    ['Bonjour,\n\nAide\n\nJe ne peux pas ouvrir la fiche.', ['help'], true],
    ['Voici mes réponses :\nSTOP', ['stop'], false],
    ['âge 54\nSTOP', ['stop'], true],
    ['âge 54\nvisite', [], true],
    ['stop du daratumumab en mars', [], true],
    ['La visite est prévue mardi', [], true],
    ['Pouvez-vous m’aider ? Aide', [], true],
    ['Cordialement,\nDr Fabre\nService Visite', [], false],
    [`Bonjour${QUOTED}`, [], false],
  ])('%j', (text, commands, hasMore) => {
    expect(said(text)).toEqual([commands, hasMore]);
  });
  test.each<readonly [string, readonly Command[]]>([
    ['AIDE', ['help']],
    ['Stop', ['stop']],
    ['Fiche', ['sheet']],
    ['Re: Fiche', []],
    ['TR : STOP', []],
    ['Fiche de recueil vierge', ['sheet']],
    ['Fiche de recueil', []],
    ['Fiche de Mme Martin', []],
    ['Visite du 3 mars', []],
  ])('in the subject: %j', (subject, commands) => {
    expect(said('', subject)[0]).toEqual(commands);
  });
});

test('“Fiche” as the subject of a question asks for nothing', () => {
  const text = 'Bonjour,\n\nla cinquantaine, seize mg/kg.';
  expect([...findCommands({ subject: 'Fiche', text }).found]).toEqual([]);
  expect([...findCommands({ subject: 'Fiche', text: 'Fiche' }).found]).toEqual(['sheet']);
});

describe('“voir ci-joint”', () => {
  test.each<readonly [string, boolean, boolean]>([
    ['Voir ci-joint.', true, true],
    ['Bonjour,\n\nVeuillez trouver ci-joint la fiche corrigée.\n\nCordialement', true, true],
    ['cf PJ', true, true],
    ['Fiche en pièce jointe', true, true],
    ['Please find attached the corrected sheet.', true, true],
    ['See attached', true, true],
    ['Voir ci-joint.\nEst-ce suffisant ?', true, false],
    ['Le dossier n’est pas joint au compte rendu', false, false],
    ['J’ai joint le secrétariat', false, false],
  ])('%j', (text, announces, only) => {
    expect([announcesFile(text), saysOnlyFile(text)]).toEqual([announces, only]);
  });
});
