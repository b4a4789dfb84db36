/** `plumbline render rexray [DIR] [--check FILE]`: REX-Ray's configuration for the declared pools, or what is wrong with a given one. */
import { readFile } from 'node:fs/promises';
import { loadConfig } from '../config.ts';
import { PlumblineError } from '../errors.ts';
import { printable, printableJson } from '../model/printable.ts';
import { checkRexray } from '../rexray/check.ts';
import { notesOf, rexrayConfig } from '../rexray/config.ts';
import { ambiguousPools, servicesOf } from '../rexray/declared.ts';
import type { Declared, Gateway } from '../rexray/declared.ts';
import type { Args } from './args.ts';
import { usageErrors } from './errors.ts';
import { counted, findingsText, warningsText } from './findings.ts';
import type { Io } from './io.ts';
import { readTree } from './read-tree.ts';
import { yamlText } from './yaml-text.ts';

const LARGEST_BYTES = 1024 * 1024;

/** Gives 1 for a refused tree, and for a given configuration that differs or is dangerous. Throws `usage/...`. */
export function rexrayVerb(args: Args, io: Io): Promise<number> {
  return readTree(args, io, async (tree) => {
    if (tree.loaded.kind === 'refused') {
      io.out(findingsText(tree, args.output));
      return 1;
    }
    io.err(warningsText(tree));
    const services = servicesOf(tree.loaded.desired);
    if (services.length === 0)
      throw new PlumblineError(usageErrors.noPools, 'No StoragePool is declared, so REX-Ray has nothing to serve.');
    const declared = { services, gateway: args.configGiven || args.ref !== null ? await gatewayOf(args.config) : null };
    return args.check === null ? render(declared, args, io) : check(args.check, declared, args, io);
  });
}

async function gatewayOf(config: string): Promise<Gateway> {
  const { scaleio } = (await loadConfig(config)).systems;
  return { url: scaleio.url, username: scaleio.username, insecure: scaleio.insecure ?? false };
}

function render(declared: Declared, { output }: Args, io: Io): number {
  for (const warning of ambiguousPools(declared.services)) io.err(`${printable(warning)}\n`);
  const config = rexrayConfig(declared);
  const notes = notesOf(declared).map((note) => `# ${printable(note)}\n`);
  io.out(output === 'json' ? `${printableJson(config)}\n` : `${notes.join('')}${yamlText(config)}`);
  return 0;
}

async function check(file: string, declared: Declared, { output }: Args, io: Io): Promise<number> {
  const remarks = checkRexray(await textOf(file), declared);
  const lines = remarks.map(({ line, kind, text }) => `${printable(`${file}:${line}: ${kind}: ${text}.`)}\n`);
  const summary =
    remarks.length === 0
      ? `${printable(file)} matches ${counted(declared.services.length, 'declared pool')}.\n`
      : `${counted(remarks.length, 'remark')}; plumbline render rexray prints what matches.\n`;
  io.out(output === 'json' ? `${printableJson({ file, remarks })}\n` : `${lines.join('')}${summary}`);
  return remarks.length === 0 ? 0 : 1;
}

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new PlumblineError(usageErrors.checkUnreadable, `The file ${file} of --check cannot be read.`, { file }, { cause });
  });
  if (bytes.length <= LARGEST_BYTES) return bytes.toString('utf8');
  throw new PlumblineError(usageErrors.checkUnreadable, `The file ${file} of --check is larger than 1 MiB.`, { file });
}
