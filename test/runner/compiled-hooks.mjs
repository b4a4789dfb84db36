/** Module hooks (node:module) for compiled.mjs; they run on a thread of their own. */
import { readFile } from 'node:fs/promises';

let root = '';
let compiled = '';

export function initialize(data) {
  ({ root, compiled } = data);
}

/** Compiled modules import `./x.js`; the module meant is `./x.ts`. */
export function resolve(specifier, context, next) {
  const isOurs = isSource(context.parentURL) && /^\.{1,2}\/.*\.js$/.test(specifier);
  return next(isOurs ? specifier.replace(/\.js$/, '.ts') : specifier, context);
}

export async function load(url, context, next) {
  if (!isSource(url)) return next(url, context);
  const file = new URL(url.slice(root.length).replace(/\.ts$/, '.js'), compiled);
  return { format: 'module', shortCircuit: true, source: await readFile(file) };
}

function isSource(url) {
  return url !== undefined && url.startsWith(root) && url.endsWith('.ts') && !url.includes('/node_modules/');
}
