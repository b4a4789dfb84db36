/** Which ports of its host a task has. */
import { listOf } from './fields.ts';
import type { Fields } from './fields.ts';

/**
 * Marathon tells Mesos the ports of an app in their order (`discovery`; its PortDiscovery.scala), each once for tcp and once for
 * udp, with the label `network-scope: container` on those that the host has not: null. Resources come as ranges, in which the
 * order is lost: they serve where there is no `discovery`, and tell which ports the task was given: what a scheduler writes into
 * `discovery` is its own choice, and any other port is not the task's.
 */
export function portsOf(task: Fields): readonly (number | null)[] {
  const discovered = portsIn(task['discovery']);
  const ranges = rangesOf(task);
  if (discovered.length === 0) return ranges.flatMap(({ begin, end }) => upTo(begin, end)).slice(0, MOST_PORTS);
  const numbers = discovered.map((port) => (isInside(port) ? null : Number(port['number'])));
  const once = numbers.filter((number, index) => number === null || numbers.indexOf(number) === index);
  return once.map((number) => (number === null ? null : given(number, ranges)));
}

function portsIn(discovery: unknown): readonly Fields[] {
  const { ports } = (discovery ?? {}) as { readonly ports?: Fields };
  return listOf(ports?.['ports'], 'GET_TASKS, discovery');
}

function isInside(port: Fields): boolean {
  const { labels } = (port['labels'] ?? {}) as Fields;
  return listOf(labels, 'GET_TASKS, labels').some(({ key, value }) => key === 'network-scope' && value === 'container');
}

/** No task has more of them. */
const MOST_PORTS = 100;

interface Range {
  readonly begin: number;
  readonly end: number;
}

function rangesOf(task: Fields): readonly Range[] {
  const ports = listOf(task['resources'], 'GET_TASKS, resources').filter(({ name }) => name === 'ports');
  const ranges = ports.flatMap(({ ranges: all }) => listOf((all as Fields | undefined)?.['range'], 'GET_TASKS, ranges'));
  return ranges.map(({ begin, end }) => ({ begin: Number(begin), end: Number(end) }));
}

function given(port: number, ranges: readonly Range[]): number | null {
  return ranges.some(({ begin, end }) => begin <= port && port <= end) ? port : null;
}

function upTo(begin: number, end: number): readonly number[] {
  return Array.from({ length: Math.min(Math.max(0, end - begin + 1) || 0, MOST_PORTS) }, (_, index) => begin + index);
}
