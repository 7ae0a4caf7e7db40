/** Second check of a study.yaml, part two: expressions, rules, and what else names a question. */
import { checkExpression } from '../core/study/check-expression.js';
import { type Expression } from '../core/study/expression.js';
import { type FieldsByKey, findQuestion, indexFields } from '../core/study/find-question.js';
import { listReferences } from '../core/study/list-references.js';
import { parseExpression } from '../core/study/parse-expression.js';
import { ExpressionError } from '../core/study/tokenise-expression.js';
import { buildFields } from './build-study.js';
import { type Mistake } from './check-form.js';
import { eachField } from './check-questions.js';
import { type StudyFile } from './study-file.js';
import { type Path } from './yaml-source.js';

export function checkRules(file: StudyFile): Mistake[] {
  const fields = indexFields(buildFields(file));
  return [...checkShownIfs(file, fields), ...checkLists(file, fields), ...checkNamed(file, fields)];
}

function checkShownIfs(file: StudyFile, fields: FieldsByKey): Mistake[] {
  return eachField(file, (field, path, position) => {
    if (field.shown_if === undefined) return [];
    const at = [...path, 'shown_if'];
    const read = readExpression(field.shown_if, fields);
    if (typeof read === 'object' && 'mistakes' in read) {
      return read.mistakes.map((message) => ({ path: at, message: `shown_if: ${message}` }));
    }
    return listReferences(read)
      .filter((name) => (findQuestion(fields, name)?.field.number ?? 0) > position)
      .map((name) => ({ path: at, message: `shown_if: "${name}" does not come before this question` }));
  });
}

function checkLists(file: StudyFile, fields: FieldsByKey): Mistake[] {
  const rules = [
    ...(file.inclusion ?? []).map((rule, index) => ({
      path: ['inclusion', index],
      id: rule.id,
      text: rule.check,
    })),
    ...(file.consistency ?? []).map((rule, index) => ({
      path: ['consistency', index],
      id: rule.id,
      text: rule.check,
    })),
    ...(file.remarks ?? []).map((rule, index) => ({
      path: ['remarks', index],
      id: rule.id,
      text: rule.when,
    })),
  ];
  return rules.flatMap(({ path, id, text }, index) => {
    const read = readExpression(text, fields);
    const words = 'mistakes' in read ? read.mistakes : [];
    const twice = rules.findIndex((other) => other.id === id) < index;
    return [
      ...words.map((message) => ({ path: [...path, path[0] === 'remarks' ? 'when' : 'check'], message })),
      ...(twice ? [{ path: [...path, 'id'], message: 'the rule is there twice' }] : []),
    ];
  });
}

function readExpression(text: string, fields: FieldsByKey): Expression | { mistakes: readonly string[] } {
  try {
    const expression = parseExpression(text);
    const mistakes = checkExpression(expression, fields);
    return mistakes.length > 0 ? { mistakes } : expression;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { mistakes: [`${error.message} (at "${text.slice(error.column - 1, error.column + 19)}")`] };
  }
}

/** identity, disease and non_opposition name questions. */
function checkNamed(file: StudyFile, fields: FieldsByKey): Mistake[] {
  const identity = Object.entries(file.identity).map(([name, key]) => ({
    path: ['identity', name] as Path,
    key,
  }));
  const objection = file.non_opposition;
  const named = [
    ...identity,
    ...(file.disease === undefined ? [] : [{ path: ['disease'], key: file.disease }]),
    ...(objection ? [{ path: ['non_opposition', 'field'], key: objection.field }] : []),
  ];
  const mistakes: Mistake[] = named
    .filter(({ key }) => !fields.has(key))
    .map(({ path, key }) => ({ path, message: `unknown question "${key}"` }));
  const disease = file.disease === undefined ? undefined : fields.get(file.disease);
  if (disease && disease.type !== 'one_of')
    mistakes.push({ path: ['disease'], message: `"${disease.key}" is not a one_of` });
  const codes = objection && fields.get(objection.field)?.choices.map(({ code }) => code);
  if (!objection || !codes) return mistakes;
  const lists = [
    { name: 'allows_confirmation', list: objection.allows_confirmation },
    { name: 'closes', list: objection.closes },
  ];
  for (const { name, list } of lists) {
    for (const [index, code] of list.entries()) {
      if (codes.includes(code)) continue;
      mistakes.push({
        path: ['non_opposition', name, index],
        message: `"${code}" is not a choice of ${objection.field}`,
      });
    }
  }
  return mistakes;
}
