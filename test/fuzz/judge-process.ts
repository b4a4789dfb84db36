/** The process that reads the cases it is sent: it may be made to hang or to end, which its parent sees. */
import type { FuzzCase } from './case.ts';
import { judge } from './judge.ts';

process.on('message', (one: FuzzCase) => {
  void judge(one).then((verdict) => process.send?.(verdict));
});
process.once('disconnect', () => process.exit());
process.send?.('ready');
