import { lockWay, lockWays, pairwiseLockWays, playLocks } from "./locks";
import { withoutPauses } from "./sweep";

const chosen = pairwiseLockWays();

/** `npm run sweep locks` plays all of them. */
describe(`${chosen.length} of ${lockWays} ways to show, demand, compare and move lock versions`, function () {
  this.timeout(120_000);
  before(withoutPauses);

  it("every pair of them lets a careful client get on", async () => {
    for (const number of chosen) {
      await playLocks(lockWay(number)).catch((error: Error) => {
        error.message = `${JSON.stringify(lockWay(number))}: ${error.message}`;
        throw error;
      });
    }
  });
});
