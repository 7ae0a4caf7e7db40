/** The list's filters, as the address holds them. */
export const PAGE = 50;
export const SORTS = [
  'receivedAt',
  'reference',
  'centre',
  'state',
  'answered',
  'updatedAt',
  'unsure',
] as const;
export const STATES = ['draft', 'confirmed', 'set_aside'] as const;
export const WAITS = ['review', 'clinician', 'merge', 'nobody'] as const;

export interface CaseFilters {
  readonly state?: (typeof STATES)[number] | undefined;
  readonly waits?: (typeof WAITS)[number] | undefined;
  readonly centre?: string | undefined;
  readonly disease?: string | undefined;
  readonly missing?: string | undefined;
  readonly week?: string | undefined;
  readonly q?: string | undefined;
  readonly sort: (typeof SORTS)[number];
  readonly order: 'asc' | 'desc';
  readonly offset: number;
}

const DEFAULT = { sort: 'receivedAt', order: 'desc', offset: 0 } as const;

export function readFilters(params: URLSearchParams): CaseFilters {
  const text = (name: string): string | undefined => params.get(name) ?? undefined;
  const offset = Number(params.get('offset') ?? 0);
  return {
    state: STATES.find((state) => state === params.get('state')),
    waits: WAITS.find((waits) => waits === params.get('waits')),
    centre: text('centre'),
    disease: text('disease'),
    missing: text('missing'),
    week: text('week'),
    q: text('q'),
    sort: SORTS.find((sort) => sort === params.get('sort')) ?? DEFAULT.sort,
    order: params.get('order') === 'asc' ? 'asc' : DEFAULT.order,
    offset: Number.isInteger(offset) && offset > 0 ? offset : DEFAULT.offset,
  };
}

type Given = { readonly [K in keyof CaseFilters]: Exclude<CaseFilters[K], undefined> };

/** As the service takes them: what is not filtered is left out. */
export function toQuery(filters: CaseFilters): Partial<Given> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

/** What differs from the plain list. */
export function writeFilters(filters: CaseFilters): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filters).flatMap(([name, value]: [string, string | number | undefined]) =>
      value === undefined || value === (DEFAULT as Record<string, unknown>)[name]
        ? []
        : [[name, String(value)]],
    ),
  );
}
