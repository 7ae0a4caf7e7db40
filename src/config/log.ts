/**
 * Logs hold ids, codes, counts and times, never a name, an answer or a line of an e-mail. Nobody has to remember it: a field that
 * is not on the list, or whose value does not look like an id, is written as "[hidden]", and errors lose their message.
 */
import { pino, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

const FIELDS = new Set([
  ...[
    'id',
    'code',
    'kind',
    'state',
    'status',
    'outcome',
    'reason',
    'step',
    'job',
    'jobName',
    'queue',
    'role',
    'signal',
  ],
  ...[
    'count',
    'total',
    'added',
    'known',
    'attempt',
    'attempts',
    'bytes',
    'size',
    'pages',
    'sheets',
    'findings',
    'cases',
  ],
  ...[
    'ms',
    'durationMs',
    'delayMs',
    'port',
    'pid',
    'uid',
    'uidValidity',
    'modseq',
    'method',
    'route',
    'version',
    'sheet',
  ],
  ...[
    'adopted',
    'ready',
    'connected',
    'strategy',
    'part',
    'study',
    'reference',
    'migrations',
    'level',
    'context',
    'folder',
    'where',
  ],
]);
/** Ids, codes, versions, routes: no blank and no @, so neither a sentence nor an address. */
const ID_LIKE = /^[A-Za-z0-9_.:/<>=#+-]{0,100}$/;
/** A line of a stack. */
const PLACE = /^at [\w$.<>[\] ]*\(?(file:\/\/|node:)?[\w@./+-]+:\d+:\d+\)?$/;
const HIDDEN = '[hidden]';
const MAX_ITEMS = 50;

/** JSON lines. The service writes to standard output; the command, whose standard output is its answer, to standard error. */
export function createLogger(
  config: { logLevel: string },
  options: { destination?: DestinationStream; to?: 'stdout' | 'stderr' } = {},
): Log {
  const destination =
    options.destination ?? pino.destination({ dest: options.to === 'stderr' ? 2 : 1, sync: true });
  const log = pino(
    {
      level: config.logLevel,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: clean, bindings: clean },
      hooks: {
        logMethod(args, write) {
          const [first, words] = args as unknown[];
          // Without the rest: what would be put in the place of %s is not looked at.
          if (typeof first === 'string') write.apply(this, [first]);
          else if (first instanceof Error) write.apply(this, [{ err: first }, text(words) ?? 'error']);
          else write.apply(this, [first as object, text(words)]);
        },
      },
      serializers: { err: (error: unknown) => error, error: (error: unknown) => error },
    },
    destination,
  );
  // pino hands a child's fields to no formatter.
  const makeChild = Reflect.get(log, 'child') as unknown as (this: Log, fields: object, rest?: object) => Log;
  const child = function (this: Log, fields: Record<string, unknown>, rest?: object): Log {
    return makeChild.call(this, clean(fields), rest);
  };
  return Object.defineProperty(log, 'child', { value: child });
}

/** What of these fields may be written down. */
export function clean(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, cleanField(name, value)]));
}

const text = (words: unknown) => (typeof words === 'string' ? words : undefined);

function cleanField(name: string, value: unknown): unknown {
  if (name === 'err' || name === 'error')
    return value instanceof Error ? describeError(value) : cleanValue(value);
  if (!FIELDS.has(name) && !/(Id|Ids|Ms|Count|Bytes|Code)$/.test(name)) return HIDDEN;
  return Array.isArray(value) ? value.slice(0, MAX_ITEMS).map(cleanValue) : cleanValue(value);
}

function cleanValue(value: unknown): unknown {
  if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'string' && (ID_LIKE.test(value) || PLACE.test(value)) ? value : HIDDEN;
}

/** Messages of errors quote what they choke on (a value in SQL, a line of a file): name, code and place are kept. */
function describeError(
  error: Error & { code?: unknown; cause?: unknown },
  depth = 0,
): Record<string, unknown> {
  // After the message, which may itself have lines that look like places.
  const stack = error.stack ?? '';
  const frames = stack
    .slice(stack.indexOf(error.message) + error.message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  return {
    name: cleanValue(error.name),
    ...(error.code === undefined ? {} : { code: cleanValue(error.code) }),
    // A Problem's message is made to be shown to anyone.
    ...(error.name === 'Problem' ? { message: error.message } : {}),
    at: frames.slice(0, 12).map((line) => line.trim()),
    ...(error.cause instanceof Error && depth < 3 ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}
