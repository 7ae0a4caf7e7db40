/** Who is answered: every rule with a case that is answered and one that is not. */
import { describe, expect, test } from '@jest/globals';
import { type AnswerQuestion, findMachineTrace, mayAnswer } from '../../../src/core/letter/may-answer.js';

const NOW = new Date('2026-03-31T12:00:00Z');
const FROM = 'claire.vasseur@chu-valmont.test';
const sheet: AnswerQuestion = {
  headers: {},
  from: FROM,
  subject: 'Fiche de recueil',
  replyTo: [],
  ownAddresses: ['recueil@etude-dara.test'],
  isReport: false,
  hasSheet: true,
  knownThread: false,
  knownContact: false,
  authentication: 'unchecked',
  lastAnsweredAt: null,
  repliesInWindow: 0,
  answersInThread: 0,
  listedContact: false,
  policy: 'unless_forged',
  released: null,
  now: NOW,
};
const bare: AnswerQuestion = { ...sheet, hasSheet: false, knownContact: true };
const yes = (to = FROM) => ({ answer: true, to });
const no = (why: string) => ({ answer: false, why });

describe('mayAnswer', () => {
  const cases: [string, AnswerQuestion, object][] = [
    ['a sheet from anyone', sheet, yes()],
    ['a sheet whose sender could not be checked', { ...sheet, authentication: 'unchecked' }, yes()],
    ['a sheet from a forged sender', { ...sheet, authentication: 'fail' }, no('forged')],
    ['a sheet from a machine', { ...sheet, headers: { 'auto-submitted': 'auto-generated' } }, no('machine')],
    ['a sheet without a sender', { ...sheet, from: null }, no('no_sender')],
    ['a sender that is no address', { ...sheet, from: 'undisclosed' }, no('no_sender')],
    ['our own address', { ...sheet, from: 'Recueil@Etude-Dara.test' }, no('own')],
    ['our own plus-address', { ...sheet, from: 'recueil+abc@etude-dara.test' }, no('own')],
    ['a Reply-To that is ours', { ...sheet, replyTo: ['recueil+x@etude-dara.test'] }, no('own')],
    ['a delivery report', { ...sheet, isReport: true }, no('bounce')],
    [
      'a delivery report in a known thread',
      { ...bare, isReport: true, knownThread: true, from: 'a@b.test' },
      no('bounce'),
    ],
    [
      'a Reply-To in the same domain',
      { ...sheet, replyTo: ['secretariat@CHU-valmont.test'] },
      yes('secretariat@CHU-valmont.test'),
    ],
    [
      'a Reply-To in a domain below',
      { ...sheet, replyTo: ['a@mail.chu-valmont.test'] },
      yes('a@mail.chu-valmont.test'),
    ],
    ['a Reply-To elsewhere', { ...sheet, replyTo: ['a@autre.test'] }, no('reply_to_outside')],
    [
      'a domain that only ends alike',
      { ...sheet, replyTo: ['a@faux-chu-valmont.test'] },
      no('reply_to_outside'),
    ],
    ['one of two elsewhere', { ...sheet, replyTo: [FROM, 'a@autre.test'] }, no('reply_to_outside')],
    ['the last letter of the window', { ...sheet, repliesInWindow: 19 }, yes()],
    ['one too many', { ...sheet, repliesInWindow: 20 }, no('rate')],
    ['the tenth answer of the day in a thread', { ...sheet, answersInThread: 9 }, yes()],
    ['the eleventh', { ...sheet, answersInThread: 10 }, no('thread_rate')],
    [
      'a sheet that nobody could check, where only the authenticated are answered',
      { ...sheet, policy: 'authenticated' },
      no('not_authenticated'),
    ],
    ['an authenticated one', { ...sheet, policy: 'authenticated', authentication: 'pass' }, yes()],
    [
      'a sheet from a stranger, where only contacts are answered',
      { ...sheet, policy: 'known_contacts', knownContact: true },
      no('not_known'),
    ],
    ['one of the list', { ...sheet, policy: 'known_contacts', listedContact: true }, yes()],
    ['an answer in a thread of ours', { ...sheet, policy: 'known_contacts', knownThread: true }, yes()],
    [
      'a forged one of the list',
      { ...sheet, policy: 'known_contacts', listedContact: true, authentication: 'fail' },
      no('forged'),
    ],
    ['a forged one that was let go', { ...sheet, authentication: 'fail', released: 'sender' }, yes()],
    [
      'one to answer elsewhere',
      { ...sheet, replyTo: ['a@autre.test'], released: 'reply_to' },
      yes('a@autre.test'),
    ],
    [
      'one whose Reply-To is not followed',
      { ...sheet, replyTo: ['a@autre.test'], released: 'sender' },
      yes(),
    ],
    [
      'our own address, let go',
      { ...sheet, replyTo: ['recueil@etude-dara.test'], released: 'reply_to' },
      no('own'),
    ],
    ['a machine, let go', { ...sheet, headers: { precedence: 'bulk' }, released: 'sender' }, no('machine')],
    ['no sheet, known contact', bare, yes()],
    ['no sheet, known thread', { ...bare, knownContact: false, knownThread: true }, yes()],
    ['no sheet, authenticated', { ...bare, knownContact: false, authentication: 'pass' }, yes()],
    ['no sheet, unknown: spam gets nothing', { ...bare, knownContact: false }, no('no_sheet_unknown')],
    ['no sheet, forged', { ...bare, authentication: 'fail' }, no('forged')],
    [
      'no sheet, answered 29 days ago',
      { ...bare, lastAnsweredAt: new Date('2026-03-02T12:00:00Z') },
      no('no_sheet_again'),
    ],
    ['no sheet, answered 30 days ago', { ...bare, lastAnsweredAt: new Date('2026-03-01T12:00:00Z') }, yes()],
    ['a sheet, answered yesterday', { ...sheet, lastAnsweredAt: new Date('2026-03-30T12:00:00Z') }, yes()],
  ];
  test.each(cases)('%s', (_name, question, decision) => {
    expect(mayAnswer(question)).toEqual(decision);
  });
});

describe('findMachineTrace', () => {
  const cases: [Record<string, string>, string | null][] = [
    [{}, null],
    [{ 'auto-submitted': 'no' }, null],
    [{ 'auto-submitted': ' No (a person)' }, null],
    [{ 'auto-submitted': 'auto-replied' }, 'auto_submitted'],
    [{ 'auto-submitted': 'Auto-Generated; owner-email="x@y.test"' }, 'auto_submitted'],
    [{ 'auto-submitted': 'auto-notified' }, 'auto_submitted'],
    [{ 'x-auto-response-suppress': 'All' }, null],
    [{ 'x-auto-response-suppress': 'DR, OOF, AutoReply' }, null],
    [{ precedence: 'bulk' }, 'precedence'],
    [{ precedence: 'Junk' }, 'precedence'],
    [{ precedence: 'list' }, 'precedence'],
    [{ precedence: 'first-class' }, null],
    [{ 'list-id': '<l.test>' }, 'list'],
    [{ 'list-unsubscribe': '<mailto:a@b.test>' }, 'list'],
    [{ 'return-path': '<>' }, 'empty_return_path'],
    [{ 'return-path': ' < > ' }, 'empty_return_path'],
    [{ 'return-path': '' }, 'empty_return_path'],
    [{ 'return-path': '<a@b.test>' }, null],
    [{ 'content-type': 'multipart/report; report-type=delivery-status; boundary=x' }, 'report'],
    [{ 'content-type': 'multipart/report;report-type=disposition-notification' }, 'report'],
    [{ 'content-type': 'multipart/mixed; boundary=x' }, null],
    [{ 'x-autoreply': 'yes' }, 'auto_reply'],
    [{ 'x-autoreply': 'no' }, null],
  ];
  test.each(cases)('%j', (headers, trace) => {
    expect(findMachineTrace({ headers, from: FROM })).toBe(trace);
  });

  test.each([
    ['MAILER-DAEMON@chu-valmont.test', 'address'],
    ['no-reply@chu-valmont.test', 'address'],
    ['noreply@chu-valmont.test', 'address'],
    ['ne-pas-repondre@chu-valmont.test', 'address'],
    ['owner-liste@chu-valmont.test', 'address'],
    ['liste-request@chu-valmont.test', 'address'],
    ['norbert.reply@chu-valmont.test', null],
    ['claire.postmaster@chu-valmont.test', null],
  ])('%s', (from, trace) => {
    expect(findMachineTrace({ headers: {}, from })).toBe(trace);
  });

  test.each([
    ['Réponse automatique : Fiche de recueil', 'auto_reply'],
    ['Re\u0301ponse automatique : Fiche', 'auto_reply'],
    ['Automatic reply: sheet', 'auto_reply'],
    ['Absence du bureau : Fiche', 'auto_reply'],
    ['RE: réponse automatique reçue', null],
    ['Réponse à vos questions', null],
  ])('%s', (subject, trace) => {
    expect(findMachineTrace({ headers: {}, from: FROM, subject })).toBe(trace);
  });
});
