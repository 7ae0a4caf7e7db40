/** Nothing that a patient or a clinician wrote reaches a log, however it is handed over. */
import { describe, expect, it } from '@jest/globals';
import { createLogger } from '../../src/config/log.js';
import { Problem } from '../../src/core/problem.js';

function logged(work: (log: ReturnType<typeof createLogger>) => void): {
  text: string;
  line: Record<string, unknown>;
} {
  let text = '';
  work(createLogger({ logLevel: 'info' }, { destination: { write: (line) => void (text += line) } }));
  return { text, line: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

describe('createLogger', () => {
  it('writes ids, codes, counts and times as JSON', () => {
    const { line } = logged((log) =>
      log.info(
        { messageId: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff', code: 'unreadable', count: 3, ms: 12.5 },
        'read',
      ),
    );
    expect(line).toMatchObject({ level: 'info', code: 'unreadable', count: 3, ms: 12.5, msg: 'read' });
    expect(line.messageId).toBe('6f9619ff-8b86-4d01-b42d-00cf4fc964ff');
    expect(line.time).toMatch(/^\d{4}-\d{2}-\d{2}T/);
  });

  it.each([
    ['a field that is not on the list', { answer: 'lymphome' }],
    ['a sentence under an allowed name', { code: 'le lymphome progresse' }],
    ['an address', { contactId: 'lymphome@chu-valmont.test' }],
    ['an object', { id: { value: 'lymphome' } }],
    ['an item of a list', { ids: ['ok', 'un lymphome'], code: ['un lymphome'] }],
    ['an error', { err: new Error('invalid input syntax for type integer: "lymphome"') }],
    ['an error whose message looks like a place', { err: new Error('bad\n    at lymphome') }],
    ['the cause of an error', { err: new Error('x', { cause: new Error('lymphome') }) }],
  ])('hides %s', (_, fields) => {
    expect(logged((log) => log.warn(fields, 'trouble')).text).not.toContain('lymphome');
    expect(logged((log) => log.child(fields).warn('trouble')).text).not.toContain('lymphome');
  });

  it('keeps the fields of a child and of its child', () => {
    const { line } = logged((log) =>
      log.child({ queue: 'read' }).child({ job: '7' }).info({ count: 1 }, 'done'),
    );
    expect(line).toMatchObject({ queue: 'read', job: '7', count: 1, msg: 'done' });
  });

  it('puts nothing into the words', () => {
    expect(logged((log) => log.info('read %s', 'lymphome')).text).not.toContain('lymphome');
  });

  it('hides the message of a bare error', () => {
    expect(logged((log) => log.error(new Error('lymphome'))).text).not.toContain('lymphome');
  });

  it('keeps the code and place of an error, and the safe words of a Problem', () => {
    const { line } = logged((log) =>
      log.error({ err: Object.assign(new Error('secret'), { code: 'ECONNREFUSED' }) }, 'x'),
    );
    expect(line.err).toMatchObject({ name: 'Error', code: 'ECONNREFUSED' });
    expect(JSON.stringify(line.err)).toMatch(/log\.test/);
    const problem = new Problem('case_confirmed', 'conflict', 'the case is confirmed');
    expect(logged((log) => log.error({ err: problem }, 'x')).line.err).toMatchObject({
      message: 'the case is confirmed',
    });
  });
});
