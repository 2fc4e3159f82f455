import type { Clock } from "../../src/aws/limiter";

/** A clock on which waiting takes no time: a sleep moves it. The client and the simulator go by the same one. */
export class VirtualClock implements Clock {
  private time = 1_767_225_600_000;
  private state = 1;

  /** What the client reads. */
  now(): number {
    return this.time;
  }

  sleep(milliseconds: number): Promise<void> {
    this.advance(milliseconds);
    return Promise.resolve();
  }

  /** Lets time pass. */
  advance(milliseconds: number): void {
    this.time += milliseconds;
  }

  /** What the service reads when a request arrives: the way there took 1 to 40 milliseconds, always the same ones after `reset`. */
  arrival = (): number => {
    this.state = (this.state * 48_271) % 2_147_483_647;
    this.time += 1 + (this.state % 40);
    return this.time;
  };

  /** Begins the sequence of ways anew. */
  reset(): void {
    this.state = 1;
  }
}
