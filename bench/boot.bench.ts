/** From the command to `ready`: the first start on an empty folder, and the next ones. */
import { expect, test } from '@jest/globals';
import { openRig, tell } from './rig.js';

const WARM_STARTS = 5;

test('boot', async () => {
  const rig = await openRig();
  try {
    const times: number[] = [];
    for (let turn = 0; turn <= WARM_STARTS; turn += 1) {
      const began = performance.now();
      const program = rig.start();
      const port = await program.ready;
      await untilReady(port);
      times.push(performance.now() - began);
      program.signal('SIGTERM');
      expect(await program.ended).toBe(0);
    }
    const [cold = NaN, ...warm] = times;
    const middle = [...warm].sort((a, b) => a - b)[Math.floor(warm.length / 2)] ?? NaN;
    tell('boot to /health/ready, cold (database made)', `${(cold / 1000).toFixed(1)} s`);
    tell(`boot to /health/ready, warm (median of ${WARM_STARTS})`, `${(middle / 1000).toFixed(1)} s`);
  } finally {
    await rig.stop();
  }
});

/** The mailbox is connected a moment after the program listens. */
async function untilReady(port: number): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
    if (answer.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
