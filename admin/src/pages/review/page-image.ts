/** Where the service draws the pages of a file. */

/** Dots an inch: sharp at the largest legible scale, and small enough to come at once. */
const DPI = 150;

/** `page` from 1. */
export function imageOf(attachmentId: string, page: number): string {
  return `/api/attachments/${attachmentId}/pages/${page}/image?dpi=${DPI}`;
}
