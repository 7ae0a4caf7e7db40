/**
 * Step 3: which case a sheet belongs to. Two things let a sheet write to a case that exists: the signed token of the
 * thread it answers, or its sender's registered centre together with the patient code. Whatever can be guessed or
 * typed (a case reference, a hospital's name) only makes a proposal, which an investigator settles.
 */

/** What tells one patient from another, as far as it is known. */
export interface PatientIdentity {
  readonly patientCode: string | null;
  readonly sex: string | null;
  readonly birthYear: number | null;
}

export interface KnownCase extends PatientIdentity {
  readonly caseId: string;
  readonly centreId: string | null;
  /** The case came from the sender's own address. */
  readonly fromSender: boolean;
}

export interface MatchInput {
  /** From the sheet. */
  readonly sheet: PatientIdentity;
  /** The centre whose name is typed on the sheet, if there is one with that name. */
  readonly typedCentreId: string | null;
  /** Sheets found in the same message. */
  readonly sheetsInMessage: number;
  /** The case of the message's thread token, the token's signature having been verified. */
  readonly threadCase: KnownCase | null;
  /** The centre that the sender's address is registered with. */
  readonly senderCentreId: string | null;
  /** The case whose reference stands in the message, in no known thread: it can be guessed, and only proposes. */
  readonly namedCase?: KnownCase | null;
  /** The cases of the letter that the message answers, where it asked of several: each may be meant. */
  readonly severalCases?: readonly KnownCase[];
  /** The sender's domain says that the message is not from there. */
  readonly senderIsForged: boolean;
  /** Cases of the sender's or the typed centre whose code may be the sheet's. */
  readonly candidates: readonly KnownCase[];
}

export type ProposalReason =
  | 'forged_sender'
  | 'other_sex_or_birth_year'
  | 'other_code'
  | 'sheet_without_code'
  | 'several_cases'
  | 'other_sender'
  | 'named_case';

/** `new` and `proposal` both make a new draft; a proposal says which cases it may be the same as. */
export type CaseMatch =
  | { readonly kind: 'thread'; readonly caseId: string }
  | { readonly kind: 'centre_and_code'; readonly caseId: string }
  | { readonly kind: 'new' }
  | { readonly kind: 'proposal'; readonly caseIds: readonly string[]; readonly why: ProposalReason };

/**
 * A patient code as it is compared: capitals, no accents, no spaces or punctuation, so that `p-01`, `P 01` and `P01`
 * are one. Between two digits a separator counts, for `1-11` and `11-1` are two patients. Null: no code.
 */
export function foldPatientCode(code: string | null): string | null {
  const folded = (code ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/(?<=\p{N})[^\p{L}\p{N}]+(?=\p{N})/gu, '-')
    .replace(/[^\p{L}\p{N}-]/gu, '')
    .replace(/(?<!\p{N})-|-(?!\p{N})/gu, '');
  return folded === '' ? null : folded;
}

/**
 * Whether a first sheet makes its sender a contact of the centre typed on it. Only where the centre has no contact yet:
 * otherwise anyone could type a hospital's name in one message and write to its cases with the next. A second
 * clinician of a known hospital makes cases and corrects them all the same (`fromSender`); an investigator's word
 * registers the address with the centre.
 */
export function joinsCentre(sender: {
  readonly senderCentreId: string | null;
  readonly senderIsForged: boolean;
  readonly typedCentreHasContacts: boolean;
}): boolean {
  return sender.senderCentreId === null && !sender.senderIsForged && !sender.typedCentreHasContacts;
}

/** Where the sheet goes. Decides; writes nothing. */
export function matchCase(input: MatchInput): CaseMatch {
  const { sheet, threadCase, senderCentreId } = input;
  const code = foldPatientCode(sheet.patientCode);
  const sameCode =
    code === null ? [] : input.candidates.filter((known) => foldPatientCode(known.patientCode) === code);
  const own = sameCode.filter(
    (known) => known.fromSender || (senderCentreId !== null && known.centreId === senderCentreId),
  );

  if (input.senderIsForged) return propose([threadCase, ...sameCode], 'forged_sender');
  if (threadCase) {
    const match = matchThread(input, threadCase, code, own);
    if (match) return match;
  }
  // Two departments of one hospital may both count from 1: a code alone is not yet a patient.
  const same = own.filter((known) => !isOtherPatient(sheet, known));
  if (same.length > 1) return propose(same, 'several_cases');
  const [known] = same;
  if (known) return { kind: 'centre_and_code', caseId: known.caseId };
  if (own.length > 0) return propose(own, 'other_sex_or_birth_year');
  const typed = sameCode.filter((found) => found.centreId !== null && found.centreId === input.typedCentreId);
  if (typed.length > 0) return propose(typed, 'other_sender');
  // A page without its code, in answer to a letter on several cases, is of one of them: a person says of which.
  const several = (input.severalCases ?? []).filter((one) => !isOtherPatient(sheet, one));
  return code === null && several.length > 0
    ? propose(several, 'sheet_without_code')
    : proposeNamed(input, code);
}

/** A reference beside a sheet of another code, or of another patient, is a subject that was used again. */
function proposeNamed({ namedCase, sheet, sheetsInMessage }: MatchInput, code: string | null): CaseMatch {
  if (!namedCase || sheetsInMessage > 1 || isOtherPatient(sheet, namedCase)) return { kind: 'new' };
  const known = foldPatientCode(namedCase.patientCode);
  const isOther = code !== null && known !== null && code !== known;
  return isOther ? { kind: 'new' } : propose([namedCase], 'named_case');
}

/** The decision of the thread alone; null when the thread does not decide. */
function matchThread(
  input: MatchInput,
  threadCase: KnownCase,
  code: string | null,
  own: readonly KnownCase[],
): CaseMatch | null {
  const { sheet } = input;
  const threadCode = foldPatientCode(threadCase.patientCode);
  if (code !== null && threadCode !== null && code !== threadCode) {
    // Answering the last letter to send the next patient is a habit: another code is another patient, and goes on
    // to the centre's cases. Only when all else agrees may it be the same patient under a corrected code.
    const agrees =
      sheet.sex !== null &&
      sheet.birthYear !== null &&
      sheet.sex === threadCase.sex &&
      sheet.birthYear === threadCase.birthYear;
    return agrees && own.length === 0 ? propose([threadCase], 'other_code') : null;
  }
  // A corrected birth year looks exactly like another patient with the same code: a person has to say which.
  if (isOtherPatient(sheet, threadCase)) return propose([threadCase], 'other_sex_or_birth_year');
  const others = own.filter((known) => known.caseId !== threadCase.caseId && !isOtherPatient(sheet, known));
  if (others.length > 0) return propose([threadCase, ...others], 'several_cases');
  // Of several sheets in one reply, only one whose code says so is the thread's.
  if (input.sheetsInMessage > 1 && (code === null || threadCode === null))
    return propose([threadCase], 'sheet_without_code');
  return { kind: 'thread', caseId: threadCase.caseId };
}

/** Both know the sex, or the birth year, and it is not the same. */
function isOtherPatient(sheet: PatientIdentity, known: PatientIdentity): boolean {
  const differ = <T>(one: T | null, other: T | null) => one !== null && other !== null && one !== other;
  return differ(sheet.sex, known.sex) || differ(sheet.birthYear, known.birthYear);
}

function propose(cases: readonly (KnownCase | null)[], why: ProposalReason): CaseMatch {
  const caseIds = [...new Set(cases.flatMap((known) => (known ? [known.caseId] : [])))];
  return caseIds.length === 0 ? { kind: 'new' } : { kind: 'proposal', caseIds, why };
}
