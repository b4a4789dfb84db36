/**
 * Loads the project's TypeScript as the type check has compiled it, so that no test process compiles anything: the folder is
 * in PLUMBLINE_COMPILED. Modules keep the address of their source; stack traces are mapped back (--enable-source-maps).
 */
import { register } from 'node:module';

register('./compiled-hooks.mjs', {
  parentURL: import.meta.url,
  data: { root: new URL('../../', import.meta.url).href, compiled: process.env['PLUMBLINE_COMPILED'] },
});
