/** What was really received and what it really did: one entry per request, in order. Tests and probes judge by it. */
import type { Call, Effect, SystemName } from './service.ts';

export interface LedgerEntry {
  /** From 1. */
  readonly seq: number;
  /** Virtual time, `2026-11-21T14:02:00.000Z`. */
  readonly at: string;
  readonly system: SystemName;
  /** `PUT /v2/apps//shop/web`: method and path, without query; of EC2 the Action. */
  readonly call: string;
  /** Backend id of the object concerned; null when there is none. */
  readonly id: string | null;
  readonly effect: Effect;
  /** The agent's instance, `plumbline/<version> (<instance>)` in the User-Agent; empty for anybody else. */
  readonly agent: string;
  /** Query and body, or the fields of a form, as one object, secrets out. */
  readonly args: { readonly [name: string]: unknown };
  /** What a fault did to this request. */
  readonly fault?: string;
}

export interface Ledger {
  add(entry: Omit<LedgerEntry, 'seq'>): void;
  entries(): readonly LedgerEntry[];
}

export function makeLedger(): Ledger {
  const entries: LedgerEntry[] = [];
  return {
    add: (entry) => void entries.push({ seq: entries.length + 1, ...entry }),
    entries: () => entries,
  };
}

/** What a request is called: in the ledger, and by faults. */
export function callOf({ method, path, form }: Call): string {
  return form?.['Action'] ?? `${method} ${path}`;
}

/** EC2's client tokens and page tokens are no secrets. */
const SECRET_NAME = /passw|(?<!client|next)token|secret|credential|(api|access|private)_?key/i;

/** Query and body as one object; a body that is no object stands under `body`. Texts under a secret's name are masked. */
export function argsOf({ query, json, form }: Call): { readonly [name: string]: unknown } {
  const body = form ?? json;
  const fromBody = isRecord(body) ? body : body === undefined ? {} : { body };
  return maskSecrets({ ...query, ...fromBody }) as { readonly [name: string]: unknown };
}

function maskSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskSecrets);
  if (!isRecord(value)) return value;
  const masked = ([name, inner]: [string, unknown]): [string, unknown] => [
    name,
    typeof inner === 'string' && SECRET_NAME.test(name) ? '***' : maskSecrets(inner),
  ];
  return Object.fromEntries(Object.entries(value).map(masked));
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The instance in the agent's User-Agent, which other products may stand beside; else empty. */
export function agentOf(userAgent: string | undefined): string {
  return /(?:^|\s)plumbline\/\S+ \(([^()]*)\)/.exec(userAgent ?? '')?.[1] ?? '';
}
