/** How a sheet reached the study when it did not come by mail. */
export const UPLOAD_ORIGINS = ['fax', 'post', 'visit', 'telephone', 'other'] as const;
export type UploadOrigin = (typeof UPLOAD_ORIGINS)[number];
export type MessageOrigin = 'mail' | 'upload' | UploadOrigin;
