/** A study definition that cannot be used. */

/** `lines`: one for each mistake, as `studies/x/study.yaml:LINE field dara.dose: what is wrong`. */
export class StudyError extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'StudyError';
  }
}
