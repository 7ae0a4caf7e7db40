/**
 * Step 4, send: a few SMTP connections that are kept for the next letter. nodemailer's own pool repeats a letter by itself and does
 * not tell whether the last byte went out; this one never repeats anything.
 */
import { type SMTPConnectionAuth } from 'nodemailer/lib/smtp-connection';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';

export interface Courier {
  readonly connection: SMTPConnection;
  /** Set once a letter was given to it. */
  used: boolean;
  /** The line is gone; the connection serves no more. */
  readonly isLost: boolean;
}

const IDLE_MS = 10_000;
const LETTERS_PER_CONNECTION = 100;
const CLOSE_WITHIN_MS = 5000;

/** Connects and, where the server asks for it, logs in. */
export async function openCourier(
  connection: SMTPConnection,
  auth: SMTPConnectionAuth | undefined,
): Promise<Courier> {
  let lost = false;
  connection.once('end', () => (lost = true));
  await new Promise<void>((resolve, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(new Error('the connection was closed')));
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
  // Errors of a letter come by its own callback; what happens to an idle connection is seen at its next use.
  connection.on('error', () => (lost = true));
  if (auth !== undefined && connection.allowsAuth) {
    await new Promise<void>((resolve, reject) => {
      connection.once('end', () => reject(new Error('the connection was closed')));
      connection.login(auth, (error) => (error ? reject(error) : resolve()));
    }).catch((error: unknown) => {
      connection.close();
      throw error;
    });
  }
  return {
    connection,
    used: false,
    get isLost() {
      return lost;
    },
  };
}

export class SmtpPool {
  readonly #idle: { courier: Courier; timer: NodeJS.Timeout }[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #letters = new Map<Courier, number>();
  #open = 0;
  #closed = false;
  #drained: (() => void) | undefined;

  constructor(
    private readonly connect: () => Promise<Courier>,
    private readonly most: number,
  ) {}

  async take(): Promise<Courier> {
    while (this.#open >= this.most && this.#idle.length === 0)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    for (let kept = this.#idle.pop(); kept !== undefined; kept = this.#idle.pop()) {
      clearTimeout(kept.timer);
      if (!kept.courier.isLost) return kept.courier;
      this.#drop(kept.courier);
    }
    this.#open += 1;
    try {
      return await this.connect();
    } catch (error) {
      this.#open -= 1;
      this.#next();
      throw error;
    }
  }

  giveBack(courier: Courier, healthy: boolean): void {
    const letters = (this.#letters.get(courier) ?? 0) + 1;
    this.#letters.set(courier, letters);
    // After an accepted letter the session is as new (RFC 5321, 4.1.1.4); after a refused one it is not.
    if (healthy && !courier.isLost && !this.#closed && letters < LETTERS_PER_CONNECTION) this.#keep(courier);
    else this.#drop(courier);
  }

  /** Lets letters that are on their way finish, for a few seconds. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { courier, timer } of this.#idle.splice(0)) {
      clearTimeout(timer);
      this.#drop(courier);
    }
    if (this.#open === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, CLOSE_WITHIN_MS);
      this.#drained = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #keep(courier: Courier): void {
    const timer = setTimeout(() => {
      const at = this.#idle.findIndex((kept) => kept.courier === courier);
      if (at < 0) return;
      this.#idle.splice(at, 1);
      this.#drop(courier);
    }, IDLE_MS);
    timer.unref();
    this.#idle.push({ courier, timer });
    this.#next();
  }

  #drop(courier: Courier): void {
    if (!courier.isLost) courier.connection.quit();
    this.#letters.delete(courier);
    this.#open -= 1;
    if (this.#open === 0) this.#drained?.();
    this.#next();
  }

  #next(): void {
    this.#waiting.shift()?.();
  }
}
