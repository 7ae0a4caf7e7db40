/** The second factor: time-based one-time codes (RFC 6238: SHA-1, 6 digits, 30 s, as every authenticator program knows them). */
import { Secret, TOTP } from 'otpauth';
import encodeQR from 'qr';

const PERIOD_S = 30;
/** Steps before and after the present one: clocks of telephones differ. */
const WINDOW = 1;
const SECRET_BYTES = 20;

/** Base32, as it may be typed into an authenticator by hand. */
export function makeTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

const totp = (secret: string, label = ''): TOTP =>
  new TOTP({ issuer: 'Recueil', label, secret: Secret.fromBase32(secret), period: PERIOD_S, digits: 6 });

/** The time step that the code belongs to, or null where it is none of the codes of this minute and a half. */
export function findTotpStep(secret: string, code: string, now: Date): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const timestamp = now.getTime();
  const delta = totp(secret).validate({ token, timestamp, window: WINDOW });
  return delta === null ? null : TOTP.counter({ period: PERIOD_S, timestamp }) + delta;
}

/** What an authenticator reads: an otpauth:// address, and a QR code of it as SVG. */
export function showTotp(secret: string, label: string): { otpauthUrl: string; qrSvg: string } {
  const otpauthUrl = totp(secret, label).toString();
  return { otpauthUrl, qrSvg: encodeQR(otpauthUrl, 'svg', { ecc: 'medium', border: 2 }) };
}
