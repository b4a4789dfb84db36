/** Apps that run schedulers. */
export const ELASTICSEARCH = {
  cpus: 1,
  mem: 512,
  instances: 1,
  args: ['--zookeeperMesosUrl', 'zk://127.0.0.1:2181/mesos', '--frameworkPrincipal', 'elasticsearch', '--elasticsearchCpu', '0.5'],
  container: { type: 'DOCKER', docker: { image: 'mesos/elasticsearch-scheduler:1.0.1' } },
  networks: [{ mode: 'host' }],
  portDefinitions: [{ port: 31100, name: 'http' }],
  requirePorts: true,
};
