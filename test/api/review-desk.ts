/** A running service with drafts from real sheets, and investigators who act on them as the console does. */
import { complete } from '../../scripts/demo/fillings.mjs';
import { type CaseReview } from '../../src/confirm/review/case-views.js';
import { loadStudy } from '../../src/studies/load-study.js';
import { type Account, makeAccount } from '../builders/accounts.js';
import { writeMail } from '../builders/mail.js';
import { openSheetPress, type SheetPress } from '../builders/sheets.js';
import { send } from '../journey/exchange.js';
import { openService, type Service, type ServiceOptions } from '../journey/service.js';

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}
export interface Answered<Body> {
  readonly status: number;
  readonly body: Body & Refusal;
}

export interface Desk {
  readonly service: Service;
  readonly claire: Account;
  readonly hugo: Account;
  readonly reader: Account;
  /** A sheet by mail; the reference of its case. Every patient is another unless told. */
  receive(
    texts?: Readonly<Record<string, string>>,
    mail?: Partial<Parameters<typeof writeMail>[0]>,
  ): Promise<string>;
  look(reference: string, account?: Account): Promise<CaseReview>;
  act(reference: string, path: string, body: object, account?: Account): Promise<Answered<CaseReview>>;
  get<Body>(path: string, account?: Account): Promise<Answered<Body>>;
  /** Says once more who she is, to sign. */
  sign(account?: Account): Promise<void>;
}

/** Opens and starts it; the caller stops `service`. */
export async function openDesk(options: ServiceOptions = {}): Promise<Desk> {
  const service = await openService(options);
  await service.start();
  const press: SheetPress = await openSheetPress(loadStudy('studies/daratumumab'), 'fr', complete);
  const claire = await makeAccount(service, { name: 'Claire Vasseur' });
  const hugo = await makeAccount(service, { name: 'Hugo Lambert' });
  const reader = await makeAccount(service, { role: 'reader', name: 'Inès Valette' });
  const base = {
    'patient.weight': '61,5',
    'dara.dose': '16',
    'patient.birth_year': '1968',
    'patient.age': '52',
  };
  let patients = 0;
  const open = async <Body>(response: Response): Promise<Answered<Body>> => ({
    status: response.status,
    body: (response.status === 204 ? {} : await response.json()) as Body & Refusal,
  });
  const desk: Desk = {
    ...{ service, claire, hugo, reader },
    async receive(texts = {}, mail = {}) {
      patients += 1;
      const bytes = await press({ ...base, 'patient.code': `VAL-${patients}`, ...texts });
      const from = `medecin${patients}@chu-valmont.test`;
      const [message] = await send(
        service,
        await writeMail({ from, files: [{ name: 'fiche.pdf', bytes }], ...mail }),
      );
      const reference = message?.references[0];
      if (!reference) throw new Error('the sheet made no case');
      return reference;
    },
    async look(reference, account = claire) {
      const { status, body } = await desk.get<CaseReview>(`/api/cases/${reference}`, account);
      if (status !== 200) throw new Error(`${reference}: ${status} ${body.code}`);
      return body;
    },
    act: async (reference, path, body, account = claire) =>
      open(await account.fetch(`/api/cases/${reference}/${path}`, { method: 'POST', body })),
    get: async (path, account = claire) => open(await account.fetch(path)),
    async sign(account = claire) {
      const { status } = await account.fetch('/api/session/sign', {
        method: 'POST',
        body: { password: account.password },
      });
      if (status !== 200 && status !== 201) throw new Error(`not signed: ${status}`);
    },
  };
  return desk;
}

export const enter = (
  version: number,
  name: string,
  value: unknown,
  reason: string | null = 'relu sur la page',
) => ({
  ...{ version, name, value, reason },
  missing: null,
});
