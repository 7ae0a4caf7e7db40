/** Whether each message of the demo came to its right end: its outcome, its letter, and every value as it was written. */

/** @returns {string[]} what is wrong, one line each */
export function checkEnds(ends, cases) {
  return ends.flatMap(({ name, expected, state, letters, written }) => {
    const wrong = [];
    const tell = (what) => wrong.push(`${name}: ${what}`);
    if (!state?.outcomes.includes(expected.outcome)) tell(`outcome ${state?.outcomes.join(', ') || 'none'}`);
    if (expected.letter === null && letters.length > 0) tell('a letter was sent');
    if (expected.letter === null) return wrong;
    const [letter] = state?.letters ?? [];
    if (letter !== `${expected.letter}:sent`) tell(`letter ${letter ?? 'none'}`);
    if (letters.length !== 1) tell(`${letters.length} letters arrived`);
    const made = cases.find(({ reference }) => state?.references.includes(reference));
    if (!made) return [...wrong, `${name}: no case`];
    if (expected.missing === 0 && made.missing.length > 0) tell(`missing ${made.missing.join(', ')}`);
    if (expected.missing === 'some' && made.missing.length === 0) tell('nothing is missing');
    if (written) for (const line of compare(written, made)) tell(line);
    return wrong;
  });
}

/** Every name that was filled, against the answers of the case; and no answer that nobody wrote. */
function compare(written, { answers, unsure }) {
  const filled = Object.entries(written).filter(([, what]) => what !== '');
  const told = new Map(listTold(answers));
  const wrong = unsure.map((name) => `${name} is unsure`);
  for (const [name, what] of filled) {
    const value = told.get(name);
    if (!isSame(what, value)) wrong.push(`${name} is read as ${JSON.stringify(value)}`);
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
