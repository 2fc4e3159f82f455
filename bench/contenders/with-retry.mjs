// What the scripts have in common: a client whose retries wait as long as the SDK's do, on the benchmark's faster clock.
import { ConnectClient } from "@aws-sdk/client-connect";

export const speed = Number(process.env.BENCH_SPEED ?? 1);
const client = new ConnectClient({ endpoint: process.env.BENCH_ENDPOINT, region: "eu-central-1", maxAttempts: 1 });

/** Waits so many milliseconds of the service's time. */
export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds / speed));

/** Sends a command; a throttled one again after the SDK's exponential pause with full jitter, for as long as it takes. */
export async function send(command) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await client.send(command);
    } catch (error) {
      if (!/Throttl|TooManyRequests/.test(error.name)) throw error;
      await pause(Math.random() * Math.min(20_000, 100 * 2 ** attempt));
    }
  }
}

/** The key of a row, and a value as text, as the API wants them. */
export const keyOf = (row) => [{ AttributeName: "Store", Value: row.Store }];
export const textOf = (value) => (Array.isArray(value) ? JSON.stringify(value) : String(value));

/** Every cell of the desired rows. */
export const cellsOf = (rows) =>
  rows.flatMap((row) =>
    Object.entries(row)
      .filter(([name]) => name !== "Store")
      .map(([AttributeName, value]) => ({ PrimaryValues: keyOf(row), AttributeName, Value: textOf(value) })),
  );
