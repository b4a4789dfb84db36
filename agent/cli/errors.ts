import { declareErrors } from '../errors.ts';

export const usageErrors = declareErrors('usage', {
  unknownVerb: { class: 'stalled', help: 'Run plumbline --help for the verbs there are.' },
  unknownKind: { class: 'stalled', help: 'Run plumbline explain for the kinds there are.' },
  unknownField: { class: 'stalled', help: 'Run plumbline explain KIND for the fields of a kind.' },
  badOption: { class: 'stalled', help: 'Run plumbline --help for the options there are.' },
  nothingMatches: { class: 'stalled', help: 'Name an object that the repository declares, as Kind/name: plumbline plan shows them.' },
  notApprovable: { class: 'stalled', help: 'See with plumbline plan what stands against the change.' },
  noPools: { class: 'stalled', help: 'Name the folder of a cluster that declares a StoragePool.' },
  checkUnreadable: { class: 'stalled', help: 'Name the configuration of REX-Ray behind --check, such as /etc/rexray/config.yml.' },
  notReachable: { class: 'stalled', help: 'Merge the commit into the tracked branch first; plan takes any commit.' },
});
