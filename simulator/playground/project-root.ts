/** Where this project is, from the sources as well as from dist/. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NotFound } from '../errors.ts';

const EXAMPLE = join('examples', 'cluster-repo');

/** The folder of the example repository: below the nearest folder above this file that has one. */
export function exampleFolder(from = dirname(fileURLToPath(import.meta.url))): string {
  const folder = join(from, EXAMPLE);
  if (existsSync(folder)) return folder;
  const parent = dirname(from);
  if (parent === from) throw new NotFound(`${EXAMPLE} is not there; run the simulator from the whole project.`);
  return exampleFolder(parent);
}
