/** A small study and a case of it, as the service's routes give them. */
import type {
  AnswerView,
  CaseReview,
  CellView,
  FieldView,
  StudyView,
} from '../../../admin/src/pages/review/types.js';

const words = (text: string) => ({ fr: text, en: text });

export function makeField(key: string, type: FieldView['type'], rest: Partial<FieldView> = {}): FieldView {
  return {
    key,
    number: 1,
    label: words(key),
    help: null,
    type,
    required: true,
    unit: null,
    choices: [],
    missingCodes: ['NSP'],
    bounds: null,
    columns: [],
    rows: null,
    hasCondition: false,
    ...rest,
  };
}

export function makeCell(value: CellView['value'], rest: Partial<CellView> = {}): CellView {
  return {
    value,
    text: words(JSON.stringify(value)),
    raw: JSON.stringify(value),
    sure: true,
    confidence: 1,
    reason: null,
    origin: 'reading',
    by: null,
    before: null,
    reviewed: false,
    source: null,
    ...rest,
  };
}

export function makeAnswer(value: AnswerView['value'], rest: Partial<AnswerView> = {}): AnswerView {
  return { ...makeCell(value), cells: null, ...rest };
}

const column = (key: string, type: FieldView['type']) => {
  const { label, unit, choices, missingCodes, bounds } = makeField(key, type);
  return { key, type, label, unit, choices, missingCodes, bounds };
};

export const STUDY: StudyView = {
  id: 'made-up',
  prefix: 'MADE',
  title: words('Made up'),
  disease: null,
  inclusion: [],
  sections: [
    {
      key: 'patient',
      title: words('Patient'),
      fields: [
        makeField('patient.code', 'text'),
        makeField('patient.weight', 'decimal'),
        makeField('patient.graft', 'yes_no'),
        makeField('patient.graft_date', 'month', { hasCondition: true }),
      ],
    },
    {
      key: 'care',
      title: words('Care'),
      fields: [
        makeField('care.drugs', 'many_of', {
          choices: ['one', 'two'].map((code) => ({ code, label: words(code) })),
        }),
        makeField('care.visits', 'table', {
          columns: [column('date', 'date'), column('score', 'decimal')],
          rows: [
            { key: 'm0', label: words('M0') },
            { key: 'm3', label: words('M3') },
          ],
        }),
        makeField('care.lines', 'table', {
          columns: [column('drug', 'text')],
          rows: [
            { key: '1', label: words('1') },
            { key: '2', label: words('2') },
          ],
        }),
      ],
    },
  ],
};

export function makeReview(rest: Partial<CaseReview> = {}): CaseReview {
  return {
    reference: 'MADE-0001',
    state: 'draft',
    setAsideReason: null,
    version: 3,
    language: 'fr',
    receivedAt: '2026-01-02T08:00:00.000Z',
    updatedAt: '2026-01-02T08:00:00.000Z',
    centre: null,
    contact: null,
    asked: 0,
    answered: 0,
    missing: [],
    unsure: [],
    answers: {},
    shown: {},
    findings: [],
    inclusion: [],
    inclusionSeen: null,
    queries: [],
    sources: [],
    places: {},
    actions: [],
    blockers: [],
    proposal: null,
    waitingReadings: [],
    people: [],
    confirmation: null,
    undo: null,
    ...rest,
  };
}
