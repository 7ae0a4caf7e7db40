/**
 * The study's folder → a Study, or one StudyError that tells every mistake with its file and line. A folder holds
 * study.yaml (form: studies/study.schema.json; docs/study-format.md), letters.fr.yaml and letters.en.yaml.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkLetterTexts } from '../core/letter/letter-texts.js';
import { LANGUAGES, type LetterTexts, type Study } from '../core/study/study.js';
import { buildStudy } from './build-study.js';
import { checkForm, type Mistake } from './check-form.js';
import { checkQuestions } from './check-questions.js';
import { checkRules } from './check-rules.js';
import { namePart } from './name-part.js';
import { StudyError } from './study-error.js';
import { readYaml, type YamlSource } from './yaml-source.js';

/** Synchronous: called once, at boot. Throws StudyError. */
export function loadStudy(folder: string): Study {
  const source = openYaml(join(folder, 'study.yaml'));
  const letters = loadLetters(folder);
  if (source.mistakes.length > 0) throw new StudyError([...tellSyntax(source), ...letters.lines]);
  const form = checkForm(source.content);
  if ('mistakes' in form) throw new StudyError([...tell(source, form.mistakes), ...letters.lines]);
  const mistakes = [...checkQuestions(form.study), ...checkRules(form.study)];
  const lines = [...tell(source, mistakes), ...letters.lines];
  if (lines.length > 0) throw new StudyError(lines);
  return buildStudy(form.study, letters.texts);
}

function openYaml(file: string): YamlSource {
  try {
    return readYaml(readFileSync(file, 'utf8'), file);
  } catch (error) {
    const reason =
      typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unreadable';
    throw new StudyError([`${file}: the file cannot be read (${reason})`]);
  }
}

/** Flat maps of name to text; core/letter says which names there must be, and what each may hold. */
function loadLetters(folder: string): { texts: LetterTexts; lines: string[] } {
  const sources = LANGUAGES.map((language) => ({
    language,
    source: openYaml(join(folder, `letters.${language}.yaml`)),
  }));
  const texts: Record<keyof LetterTexts, Record<string, string>> = { fr: {}, en: {} };
  const lines = sources.flatMap(({ source }) => tellSyntax(source));
  for (const { language, source } of sources) {
    const { content } = source;
    if (typeof content !== 'object' || content === null) {
      lines.push(`${source.file}:1 the file holds no texts`);
      continue;
    }
    for (const [name, text] of Object.entries(content)) {
      if (typeof text === 'string' && text.trim() !== '') texts[language][name] = text;
      else lines.push(`${source.file}:${source.lineOf([name])} ${name}: must be a text`);
    }
  }
  for (const mistake of lines.length === 0 ? checkLetterTexts(texts) : []) {
    const [language, name, ...words] = mistake.split(': ');
    const source = sources.find((each) => each.language === language)?.source;
    if (source) lines.push(`${source.file}:${source.lineOf([name ?? ''])} ${name}: ${words.join(': ')}`);
  }
  return { texts, lines };
}

function tellSyntax(source: YamlSource): string[] {
  return source.mistakes.map(({ line, message }) => `${source.file}:${line} ${message}`);
}

/** One line for each mistake, in the file's order. */
function tell(source: YamlSource, mistakes: readonly Mistake[]): string[] {
  const told = mistakes.map(({ path, message }) => ({
    line: source.lineOf(path),
    text: [namePart(source.content, path), message].filter((part) => part !== '').join(': '),
  }));
  told.sort((one, other) => one.line - other.line);
  return [...new Set(told.map(({ line, text }) => `${source.file}:${line} ${text}`))];
}
