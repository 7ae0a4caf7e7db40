/** Where a request comes from: its network address, its browser in two words, the cookie that it carries. */
import { isIPv6 } from 'node:net';
import { type Request, type Response } from 'express';

export interface Origin {
  /** As delays count it: an IPv6 network (/64) is one address, for its owner has them all. */
  readonly address: string;
  /** As the person will recognise it in the list of sessions. */
  readonly agent: string;
}

/** Says nothing of what runs here. */
const COOKIE = 'rc';
const BROWSERS = [
  ['Edge', /Edg\//],
  ['Opera', /OPR\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrom(e|ium)\//],
  ['Safari', /Safari\//],
] as const;
const SYSTEMS = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux|X11/],
] as const;

export function readOrigin(request: Request): Origin {
  return {
    address: foldAddress(request.ip ?? ''),
    agent: nameAgent(request.get('user-agent') ?? ''),
  };
}

/** IPv4 written as IPv6 is IPv4. */
export function foldAddress(address: string): string {
  const four = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (four !== undefined) return four;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const [before, after] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':'))) as [
    string[],
    string[],
  ];
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  const groups = [...before, ...zeros, ...after].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.join(':')}::/64`;
}

export function nameAgent(header: string): string {
  const find = (list: readonly (readonly [string, RegExp])[]) =>
    list.find(([, form]) => form.test(header))?.[0];
  return [find(BROWSERS), find(SYSTEMS)].filter((word) => word !== undefined).join(', ');
}

export function readCookie(header: string | string[] | undefined): string | null {
  const text = Array.isArray(header) ? header.join(';') : (header ?? '');
  return new RegExp(`(?:^|;)\\s*${COOKIE}=([A-Za-z0-9_-]{20,100})(?:;|$)`).exec(text)?.[1] ?? null;
}

/** For this browser until it closes; no script reads it, no other site sends it; over https it never leaves https. */
export function giveCookie(request: Request, response: Response, token: string): void {
  response.cookie(COOKIE, token, cookieOptions(request));
}

export function takeCookieBack(request: Request, response: Response): void {
  response.clearCookie(COOKIE, cookieOptions(request));
}

const cookieOptions = (request: Request) =>
  ({ httpOnly: true, sameSite: 'strict', secure: request.secure, path: '/' }) as const;
