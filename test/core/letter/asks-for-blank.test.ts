import { describe, expect, it } from '@jest/globals';
import { asksForBlank } from '../../../src/core/letter/asks-for-blank.js';
import { findFileType } from '../../../src/core/letter/file-type.js';

describe('asking for the blank sheet', () => {
  it.each([
    ['fiche vierge', true],
    ['Bonjour,\r\nPouvez-vous m’envoyer la FICHE\u00a0VIERGE ?\r\nMerci', true],
    ['Please send the blank sheet.', true],
    ['Une fiche de recueil vierge svp', true],
    ['Voici ma fiche remplie.', false],
    ['Merci.\n> Pour recevoir la fiche vierge, répondez « fiche vierge ».', false],
    ['Merci.\nLe 3 mars 2026, Étude DARA a écrit :\nPour recevoir la fiche vierge, répondez', false],
    ['Merci.\n\nDe : Étude DARA\nEnvoyé : lundi\nPour recevoir la fiche vierge', false],
    [`${'mot '.repeat(70)} fiche vierge`, false],
    ['Re: [DARA] Fiche de recueil vierge', false],
    ['Fiche vierge pour l’étude', true],
    ['', false],
  ])('“%s”: %s', (text, expected) => {
    expect(asksForBlank(text)).toBe(expected);
  });
});

describe('the type of a file', () => {
  it.each([
    ['application/pdf', 'MARTIN Jean.pdf', 'pdf'],
    ['application/octet-stream', 'fiche.PDF', 'pdf'],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', null, 'word'],
    ['image/jpeg; name="a.jpg"', 'a', 'image'],
    ['message/rfc822', null, 'mail'],
    [null, 'archive.zip', 'archive'],
    ['application/octet-stream', 'x.constructor', 'other'],
    [null, null, 'other'],
  ] as const)('%s, %s: %s', (mediaType, name, type) => {
    expect(findFileType(mediaType, name)).toBe(type);
  });
});
