import { defineConfig } from 'vite';

export default defineConfig({
  root: 'www',
  base: './',
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'chrome78',
    cssTarget: 'chrome78',
    modulePreload: false,
    // The module and the worker are files of their own; the single file embeds them itself.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { index: 'www/index.html', embed: 'www/embed.html' },
    },
  },
  // One classic script: it starts from an address and, in the single file, from a blob.
  worker: { format: 'iife' },
});
