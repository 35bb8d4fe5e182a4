/** The version of package.json, written in by vite.config.ts and vitest.config.ts; absent in the command line. */
declare const __APP_VERSION__: string;
