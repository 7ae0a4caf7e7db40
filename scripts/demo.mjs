/** `npm run demo`: sets up what is missing, then plays the demo. */
import { setUp } from './setup.mjs';

setUp();
await import('./demo/main.mjs');
