/** Which error codes the tables of single mistakes reach, and which no file can cause. */
import { KINDS_OF_MISTAKES } from '../desired/planted/repository.ts';
import { ERROR_TABLES } from '../desired/rows/all.ts';
import { WARNING_ROWS } from '../desired/rows/warnings.ts';

export const CODES_OF_TABLES: ReadonlySet<string> = new Set(
  [...KINDS_OF_MISTAKES, ...WARNING_ROWS, ...Object.values(ERROR_TABLES).flat()].map(({ code }) => code),
);

/** By code, why no file here is enough. */
export const NOT_REACHED: { readonly [code: string]: string } = {
  'desired/unknown-system': "which systems there are is said in the agent's configuration: test/desired/several-systems.test.ts",
  'desired/no-folder': "the folder is named in the agent's configuration",
  'desired/too-slow': 'it is thrown, and only time causes it',
  'desired/too-many-links': 'it takes a thousand apps that wait for a thousand others: test/desired/dependencies.test.ts',
  'desired/too-many-mistakes': 'it takes a thousand mistakes in one document: test/desired/most-faults.test.ts',
  'desired/too-many-patches': 'more than a hundred patches of one document: in a test of its own',
  'desired/disk-cache': "it is about the agent's own disk",
};
