export interface DemoMail {
  readonly imapPort: number;
  readonly smtpPort: number;
  readonly smtpUrl: string;
  imapUrl(user?: string): string;
  /** Puts a message into the user's INBOX, as if it had come by SMTP. */
  appendTo(user: string, raw: string | Buffer): void;
  /** The raw messages of the user's INBOX. */
  inbox(user: string): Buffer[];
  /** Resolves once so many are there. */
  waitFor(user: string, count: number, withinMs?: number): Promise<Buffer[]>;
  stop(): Promise<void>;
}
export const DEMO_USERS: readonly string[];
export const DEMO_PASSWORD: string;
/** Ports of 0 are chosen by the system. */
export function startDemoMail(options?: {
  imapPort?: number;
  smtpPort?: number;
  users?: readonly string[];
  password?: string;
  /** The user who gets what is sent to nobody known; without it such an address is refused. */
  catchAll?: string;
}): Promise<DemoMail>;
