/** Which ports of its host a task has. */
import { listOf } from './fields.ts';
import type { Fields } from './fields.ts';

/**
 * Marathon tells Mesos the ports of an app in their order (`discovery`; its PortDiscovery.scala), each once for tcp and once for
 * udp, with the label `network-scope: container` on those that the host has not: null. Resources come as ranges, in which the
 * order is lost: they serve where there is no `discovery`.
 */
export function portsOf(task: Fields): readonly (number | null)[] {
  const discovered = portsIn(task['discovery']);
  if (discovered.length === 0) return allocated(task);
  const numbers = discovered.map((port) => (isInside(port) ? null : Number(port['number'])));
  return numbers.filter((number, index) => number === null || numbers.indexOf(number) === index);
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

function allocated(task: Fields): readonly number[] {
  const ports = listOf(task['resources'], 'GET_TASKS, resources').filter(({ name }) => name === 'ports');
  const ranges = ports.flatMap(({ ranges: all }) => listOf((all as Fields | undefined)?.['range'], 'GET_TASKS, ranges'));
  return ranges.flatMap(({ begin, end }) => upTo(Number(begin), Number(end))).slice(0, MOST_PORTS);
}

function upTo(begin: number, end: number): readonly number[] {
  return Array.from({ length: Math.min(Math.max(0, end - begin + 1) || 0, MOST_PORTS) }, (_, index) => begin + index);
}
