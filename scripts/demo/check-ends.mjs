/** Whether each message of the demo came to its right end: its outcome, its letter, and every value as it was written. */
import { simpleParser } from 'mailparser';

/** @returns {Promise<string[]>} what is wrong, one line each */
export async function checkEnds(ends, cases) {
  const wrong = await Promise.all(ends.map((end) => checkEnd(end, cases)));
  return wrong.flatMap((lines, at) => lines.map((line) => `${ends[at].name}: ${line}`));
}

async function checkEnd({ expected, state, arrived, written }, cases) {
  if (!state) return ['was never seen'];
  const wrong = [];
  if (state.outcomes.join() !== expected.outcome)
    wrong.push(`outcome ${state.outcomes.join(', ') || 'none'}`);
  if (expected.letter === null) {
    if (arrived.length > 0 || state.letters.length > 0) wrong.push('a letter was sent');
    if (state.references.length > 0) wrong.push('a case was made');
    return wrong;
  }
  if (state.letters.join() !== `${expected.letter}:sent`)
    wrong.push(`letter ${state.letters.join(', ') || 'none'}`);
  const made = cases.find(({ reference }) => state.references.includes(reference));
  if (!made) return [...wrong, 'no case'];
  wrong.push(...(await checkLetter(arrived, made)), ...compare(written, expected, made));
  if (made.state !== 'draft') wrong.push(`the case is ${made.state}`);
  if (expected.missing === 0 && made.missing.length > 0) wrong.push(`missing ${made.missing.join(', ')}`);
  if (expected.missing === 'some' && made.missing.length === 0) wrong.push('nothing is missing');
  return wrong;
}

/** One letter, with the case's reference, that asks for as much as is missing or doubtful. */
async function checkLetter(arrived, { reference, missing, unsure }) {
  if (arrived.length !== 1) return [`${arrived.length} letters arrived`];
  const { subject = '', text = '' } = await simpleParser(arrived[0]);
  const asked = new Set([...missing, ...unsure]).size;
  const wrong = [];
  if (!subject.includes(`[${reference}]`)) wrong.push(`the letter's subject is “${subject}”`);
  const told = Number(/(\d+) précisions?/.exec(text)?.[1] ?? 0);
  if (told !== asked) wrong.push(`the letter asks for ${told}, not ${asked}`);
  return wrong;
}

/** Every name that was filled, against the answers of the case; and no answer that nobody wrote. */
function compare(written, { unsure = [], values = {} }, made) {
  const told = new Map(listTold(made.answers));
  const wrong = made.unsure.filter((name) => !unsure.includes(name)).map((name) => `${name} is unsure`);
  for (const name of unsure) {
    if (!made.unsure.includes(name)) wrong.push(`${name} is sure: ${JSON.stringify(told.get(name))}`);
    told.delete(name);
  }
  for (const [name, what] of Object.entries(written)) {
    if (what === '' || unsure.includes(name)) continue;
    const value = told.get(name);
    if (!isSame(values[name] ?? what, value)) wrong.push(`${name} is read as ${JSON.stringify(value)}`);
    told.delete(name);
  }
  return [...wrong, ...[...told.keys()].map((name) => `${name} was not written`)];
}

/** Answers by the names of the sheet's places: boxes of a many_of as KEY.code, cells as KEY.ROW.COLUMN. */
function* listTold(answers) {
  for (const [key, value] of Object.entries(answers)) {
    if (!Array.isArray(value)) yield [key, value];
    else if (value.every((item) => typeof item === 'string'))
      for (const code of value) yield [`${key}.${code}`, true];
    else for (const [at, cells] of value.entries()) yield* listCells(key, cells, at);
  }
}

function* listCells(key, { row, ...cells }, at) {
  for (const [column, value] of Object.entries(cells)) yield [`${key}.${row ?? at + 1}.${column}`, value];
}

/** As a person would compare: 12/01/2021 is 2021-01-12, 7,2 is 7.2. */
function isSame(what, value) {
  if (what === true || typeof value === 'boolean') return what === value;
  if (typeof value === 'number') return Number(String(what).replace(/\s/g, '').replace(',', '.')) === value;
  const date = /^(?:(\d\d)\/)?(?:(\d\d)\/)?(\d{4})$/.exec(what);
  if (date && /^\d{4}(-\d\d)*$/.test(value)) return what.split('/').reverse().join('-') === value;
  return what === value;
}
