/** Answers to a call that say that there is no case, and those that only sound like it. */
import { describe, expect, test } from '@jest/globals';
import { saysNoCase } from '../../../src/core/call/says-no-case.js';

describe('no case, and nothing else', () => {
  test.each([
    'Pas de cas chez nous.',
    'Pas de cas',
    'pas de cas dans notre service\n\nCordialement,\nDr Martin, 12 rue des Lilas',
    'Bonjour,\n\nNous n’avons pas de cas correspondant à cette étude.\n\nBien cordialement\nC. Martin',
    'Bonjour,\nJe n’ai aucun patient traité par daratumumab pour cette indication.\nBien confraternellement',
    'Aucun cas à déclarer, désolé.',
    'Aucun patient.',
    'Cher collègue, nous n’avons malheureusement pas de cas dans notre centre. Bon courage pour votre étude !',
    'Chère Claire, aucun malade concerné ici. Merci pour votre message.',
    'Nous n’avons jamais utilisé le daratumumab.',
    'Désolé, pas de cas à ce jour.',
    'Néant',
    'Bonjour, il n’y a pas de patient dans notre service. Merci',
    'On n’a pas eu de cas.',
    'No cases here.',
    'Dear colleagues,\nWe have had no cases in our department.\nKind regards,\nJane',
    'Sorry, we do not have any patients meeting the criteria.',
    'We have not treated any such patient. Good luck with your study.',
    'Nothing to report',
    'Aucun',
    'Pas de cas chez nous.\n\nLe lun. 3 nov. 2026 à 10:00, Étude <recueil@etude-dara.test> a écrit :\n> Avez-vous un cas ?',
  ])('%j', (text) => {
    expect(saysNoCase(text)).toBe(true);
  });
});

describe('something else is said, or may be', () => {
  test.each([
    '',
    'Merci',
    'Bonjour,',
    'Pas de cas de rechute.',
    'Nous n’avons pas de cas grave, mais 2 patients.',
    'Pas de cas pour l’instant mais un patient doit débuter en janvier.',
    'Pas de cas pour l’instant. Un malade va commencer.',
    'Aucun patient n’a rechuté.',
    'Aucun cas d’infection chez nos deux patients.',
    'Nous n’avons pas encore vérifié.',
    'Je n’ai pas de patient sauf peut-être un.',
    'Pas de cas chez nous, voyez avec le Dr Durand à Malestroy.',
    'Pas de cas chez les moins de 18 ans',
    'Nous avons deux cas.',
    'Aucun problème, je vous envoie la fiche.',
    'No case was fatal.',
    'No cases of infection',
    'We have no cases of relapse but three patients.',
    'We have no cases except one.',
    'Not sure, I will check.',
    'None of them relapsed.',
    'Oui',
    'Non',
    '> Pas de cas chez nous.',
  ])('%j', (text) => {
    expect(saysNoCase(text)).toBe(false);
  });
});
