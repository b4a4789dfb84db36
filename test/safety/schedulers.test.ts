import { describeRows } from './describe-rows.ts';
import { topics } from './topics.ts';

describeRows(topics.schedulers);
