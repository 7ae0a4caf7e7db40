/** How a sheet reached the study when it did not come by mail. */
export const UPLOAD_ORIGINS = ['fax', 'post', 'visit', 'telephone', 'other'] as const;
export type UploadOrigin = (typeof UPLOAD_ORIGINS)[number];
/** `form`: the page of a personal link, filled in by whoever was sent it. */
export type MessageOrigin = 'mail' | 'form' | 'upload' | UploadOrigin;

/** A clinician sent it, and is answered; what a person put in for somebody else is not. */
export function isFromClinician(origin: MessageOrigin): boolean {
  return origin === 'mail' || origin === 'form';
}
