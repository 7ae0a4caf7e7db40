/** The reader's own version, kept with every reading: a value can be traced to the program that read it. */
import { createRequire } from 'node:module';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
export const READER_VERSION = version;
