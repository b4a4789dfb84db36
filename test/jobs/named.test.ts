import { makeChronos } from '../../simulator/chronos/chronos.ts';
import { startCluster } from '../helpers/cluster.ts';
import { assert, describe } from '../helpers/suite.ts';
import { send, serve } from './served.ts';

const job = (name: string, on: string): string => `apiVersion: plumbline/v1
kind: Job
metadata: { name: ${name}${on} }
spec: { chronos: { command: 'true', schedule: R/2026-02-01T00:00:00Z/P1D } }
`;

describe('several schedulers', (it) => {
  it('are picked by name: a job is made in the one that its document names, and in no other', { timeoutMs: 30_000 }, async (context) => {
    const batch = await serve(context, makeChronos);
    const cluster = await startCluster(context, (settings) => {
      const { chronos = [] } = settings.systems;
      return { ...settings, systems: { ...settings.systems, chronos: [...chronos, { name: 'batch', url: batch.url }] } };
    });
    await cluster.push({ 'clusters/prod/jobs.yaml': `${job('a', '')}---\n${job('a', ', on: batch')}---\n${job('b', ', on: batch')}` });
    const { report } = await cluster.settle();
    const jobs = [...report.health.ready].filter(([ref]) => ref.startsWith('Job/')).map(([ref, { kind }]) => `${ref} ${kind}`);
    assert.equal(jobs.toSorted(), ['Job/chronos:a ready', 'Job/chronos:batch:a ready', 'Job/chronos:batch:b ready']);
    const names = async (url: string | null): Promise<readonly string[]> => {
      const { list } = await send(`${url}/v1/scheduler/jobs`, 'GET');
      return list.map(({ name }) => name).toSorted();
    };
    assert.equal([await names(cluster.sim.chronos), await names(batch.url)], [['a'], ['a', 'b']]);
  });
});
