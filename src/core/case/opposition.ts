/** Step 3 and 5: the patient objects. Such a case is closed at once, and its answers are purged. */
import { type ReadAnswer } from '../sheet/reading.js';
import { type Study } from '../study/study.js';

/** Whether the sheet says for sure that the patient objects; a doubtful tick is an investigator's to look at. */
export function isOpposed(study: Study, answers: Readonly<Record<string, ReadAnswer>>): boolean {
  const answer = study.nonOpposition && answers[study.nonOpposition.field];
  return answer?.sure === true && closesCase(study, answer.value);
}

/** Whether this answer to the question closes the case. */
export function closesCase({ nonOpposition }: Study, value: unknown): boolean {
  return typeof value === 'string' && nonOpposition?.closes.includes(value) === true;
}
