/** The files of the playground's repository: the example, and as many generated documents as asked for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { stringify } from 'yaml';
import { APP_CPUS, APP_MEM_MIB, VOLUME_GIB } from '../sizing.ts';
import type { Files } from './bare-repo.ts';

export interface Generated {
  readonly apps: number;
  readonly volumes: number;
  /** Hosts beyond those of the example: their addresses in the order of the world. */
  readonly nodeIps: readonly string[];
}

const FOLDER = 'clusters/prod/generated';
const DOCUMENTS_PER_FILE = 100;

export function clusterFiles(example: string, generated: Generated): Files {
  const files = readdirSync(example, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const texts = files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [relative(example, path).split(sep).join('/'), readFileSync(path, 'utf8')] as const;
  });
  return new Map([
    ...texts,
    ...pages('apps', numbered(generated.apps, appDocument)),
    ...pages('volumes', numbered(generated.volumes, volumeDocument)),
    ...pages('nodes', generated.nodeIps.map(nodeDocument)),
  ]);
}

function numbered(count: number, make: (name: string) => object): readonly object[] {
  return Array.from({ length: count }, (_, index) => make(String(index + 1).padStart(5, '0')));
}

function pages(name: string, documents: readonly object[]): readonly (readonly [string, string])[] {
  const count = Math.ceil(documents.length / DOCUMENTS_PER_FILE);
  return Array.from({ length: count }, (_, page) => {
    const shown = documents.slice(page * DOCUMENTS_PER_FILE, (page + 1) * DOCUMENTS_PER_FILE);
    return [
      `${FOLDER}/${name}-${String(page + 1).padStart(3, '0')}.yaml`,
      shown.map((document) => stringify(document)).join('---\n'),
    ] as const;
  });
}

function appDocument(number: string): object {
  const spec = { cmd: 'sleep 1000000', instances: 1, cpus: APP_CPUS, mem: APP_MEM_MIB, portDefinitions: [] };
  return { apiVersion: 'plumbline/v1', kind: 'App', metadata: { name: `/generated/app-${number}` }, spec };
}

function volumeDocument(number: string): object {
  return {
    apiVersion: 'plumbline/v1',
    kind: 'Volume',
    metadata: { name: `generated-${number}` },
    spec: { pool: 'default', sizeGiB: VOLUME_GIB },
  };
}

function nodeDocument(ip: string): object {
  const spec = { name: `sds_${ip}`, protectionDomain: 'default', ips: [ip] };
  return { apiVersion: 'plumbline/v1', kind: 'StorageNode', metadata: { name: `node-${ip.replaceAll('.', '-')}` }, spec };
}
