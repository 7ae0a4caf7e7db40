/** The personal link of a letter: for how long it opens its page, and how it is written. */

/** Days from the newest letter that carries it. */
export const LINK_DAYS = 60;
/** A code that shows who somebody is: minutes, and wrong tries. */
export const CODE_MINUTES = 10;
export const CODE_TRIES = 5;

export interface PersonalLink {
  readonly url: string;
  /** The last day, as its reader writes dates. */
  readonly until: string;
}

/** The token stands behind `#`: no server and no proxy on the way is sent it. */
export function writeLinkUrl(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/$/, '')}/answer#${token}`;
}

/** A line of a quoted letter that holds its link, however the programs on the way have written it (Safe Links, angle brackets). */
export function holdsLink(line: string): boolean {
  return /(?:\/|%2f)answer(?:#|%23)[a-z2-7]{8}/i.test(line);
}
