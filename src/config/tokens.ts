/** Names under which main wires what the steps share; each is given once, at boot. */
export const CONFIG = Symbol('config');
export const LOG = Symbol('log');
export const VAULT = Symbol('vault');
export const STUDY = Symbol('study');
/** The pool of reader processes. */
export const READER = Symbol('reader');
/** SPF, DKIM and DMARC of a raw message. */
export const AUTHENTICATOR = Symbol('authenticator');
/** The antivirus daemon, or null where none is set. */
export const ANTIVIRUS = Symbol('antivirus');
/** Puts a sheet that did not come by mail on the same walk (receive/). */
export const STORE_UPLOAD = Symbol('store-upload');
/** The same for what was sent from the page of a personal link, within the caller's transaction. */
export const STORE_FORM = Symbol('store-form');
export const IMPORT_FILE = Symbol('import-file');
/** Hands a letter to SMTP. */
export const MAILER = Symbol('mailer');
/** The blank sheet's files. */
export const BLANKS = Symbol('blanks');
/** Now, as a function: tests move it. */
export const CLOCK = Symbol('clock');
