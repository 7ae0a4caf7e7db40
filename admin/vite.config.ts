/** The console's build: admin/ → dist/console, everything from this origin. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    // The content security policy lets no data: script or style in.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  oxc: { jsx: { runtime: 'automatic' } },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
});
