/** First check of a study.yaml: its form, by the JSON Schema published beside the studies, in words. */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { type StudyFile } from './study-file.js';
import { type Path } from './yaml-source.js';

export interface Mistake {
  readonly path: Path;
  readonly message: string;
}

const SCHEMA_FILE = new URL('../../studies/study.schema.json', import.meta.url);

let compiled: ValidateFunction<StudyFile> | undefined;

function getValidator(): ValidateFunction<StudyFile> {
  compiled ??= new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile<StudyFile>(
    JSON.parse(readFileSync(SCHEMA_FILE, 'utf8')) as object,
  );
  return compiled;
}

/** The content as a StudyFile, or what is wrong with its form. */
export function checkForm(content: unknown): { study: StudyFile } | { mistakes: readonly Mistake[] } {
  const validate = getValidator();
  if (validate(content)) return { study: content };
  return { mistakes: (validate.errors ?? []).map((error) => wordError(error, content)) };
}

function wordError(error: ErrorObject, content: unknown): Mistake {
  const path = readPointer(error.instancePath, content);
  const params: Readonly<Record<string, unknown>> = error.params;
  const name = String(path.at(-1) ?? 'the file');
  const text = (key: string) => String(params[key]);
  switch (error.keyword) {
    case 'required':
      return { path, message: `"${text('missingProperty')}" is missing` };
    case 'additionalProperties':
      return {
        path: [...path, text('additionalProperty')],
        message: `"${text('additionalProperty')}" is not known here`,
      };
    case 'enum':
      return {
        path,
        message: `"${name}" must be one of ${(params['allowedValues'] as string[]).join(', ')}`,
      };
    case 'type':
      return { path, message: `"${name}" must be ${wordTypes(params['type'])}` };
    case 'pattern':
      return { path, message: `"${name}" is not written as it must be (${text('pattern')})` };
    case 'minLength':
      return { path, message: `"${name}" is empty` };
    default:
      return { path, message: `"${name}" ${error.message ?? 'is wrong'}` };
  }
}

function wordTypes(types: unknown): string {
  const words: Readonly<Record<string, string>> = {
    string: "a text (quotes make one: '1', 'yes')",
    number: 'a number',
    integer: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a set of named values',
  };
  return [types]
    .flat()
    .map((type) => words[String(type)] ?? String(type))
    .join(' or ');
}

/** A JSON Pointer (RFC 6901) as a path; positions in lists become numbers. */
function readPointer(pointer: string, content: unknown): Path {
  const path: (string | number)[] = [];
  let node = content;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const step = Array.isArray(node) ? Number(name) : name;
    path.push(step);
    node = typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[name] : undefined;
  }
  return path;
}
