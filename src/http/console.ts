/**
 * Serves the built console at /: its page never from a cache, its named-by-content files for ever. Nothing runs there but its own
 * scripts, no other site may frame it, and it calls nobody else. `/api` and
 * `/health` are not touched, and a process of another role has headers alone.
 */
import { existsSync, readFileSync } from 'node:fs';
import { type ServerResponse } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type Request, type Response } from 'express';
import helmet from 'helmet';
import { type Config } from '../config/config.js';

const HERE = dirname(fileURLToPath(import.meta.url));
/** Beside the compiled service; from the sources, where the build puts it. */
const PLACES = [join(HERE, '..', 'console'), join(HERE, '..', '..', 'dist', 'console')];
const ANSWER_PAGE = 'answer.html';
/** By path. The page of a personal link is the same for every link, and says nothing: what stands behind `#` is not sent. */
const PAGES: Readonly<Record<string, string | undefined>> = {
  '/': 'index.html',
  '/index.html': 'index.html',
  '/answer': ANSWER_PAGE,
  '/answer.html': ANSWER_PAGE,
};
const A_YEAR_S = 31_536_000;
const NOT_BUILT =
  "La console n'est pas construite : npm run build. / The console has not been built: npm run build.\n";

export interface ConsoleOptions extends Pick<Config, 'publicUrl' | 'role'> {
  /** Where the built files lie, if not at the usual place. */
  readonly folder?: string;
}

/** To be called before the routes are registered. */
export function serveConsole(app: NestExpressApplication, options: ConsoleOptions): void {
  const folder =
    options.folder ?? PLACES.find((place) => existsSync(join(place, 'index.html'))) ?? PLACES[0] ?? HERE;
  // The service speaks http alone: where its address is https, there is a proxy before it.
  if (options.publicUrl?.startsWith('https:')) app.set('trust proxy', isOwnProxy);
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", 'blob:'],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      xFrameOptions: { action: 'deny' },
      referrerPolicy: { policy: 'no-referrer' },
    }),
  );
  if (options.role !== 'all' && options.role !== 'web') return;
  app.use((request: Request, response: Response, next: () => void) => {
    const page = ['GET', 'HEAD'].includes(request.method) ? PAGES[request.path] : undefined;
    if (page === undefined) return next();
    // That of a personal link: no search engine has anything to find there.
    if (page === ANSWER_PAGE) response.setHeader('x-robots-tag', 'noindex, nofollow');
    sendPage(join(folder, page), response);
  });
  app.useStaticAssets(folder, {
    index: false,
    redirect: false,
    setHeaders: (response: ServerResponse, path: string) => {
      const named = path.includes(`${sep}assets${sep}`);
      response.setHeader('cache-control', named ? `public, max-age=${A_YEAR_S}, immutable` : 'no-cache');
    },
  });
}

function sendPage(file: string, response: Response): void {
  response.setHeader('cache-control', 'no-store');
  if (!existsSync(file)) {
    response.status(503).type('text/plain').send(NOT_BUILT);
    return;
  }
  response.type('html').send(readFileSync(file, 'utf8'));
}

/** Only the nearest is believed, and only on the machine or its network: what stands before it in the header anyone can write. */
function isOwnProxy(address: string, hop: number): boolean {
  return hop === 0 && PRIVATE.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

const PRIVATE = new BlockList();
for (const [net, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  PRIVATE.addSubnet(net, prefix, 'ipv4');
PRIVATE.addAddress('::1', 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
