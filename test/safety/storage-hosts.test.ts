import { describeRows } from './describe-rows.ts';
import { storageTopics } from './storage-topics.ts';

describeRows(storageTopics.storageHosts);
