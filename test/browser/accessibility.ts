import { strict as assert } from "node:assert";
import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe-core checked, for the note at the end of the tests. */
export const checked = new Set<string>();

/** Has axe-core look at a page with all of its rules, the best practices included. */
export async function assertAccessible(page: Page, title: string): Promise<void> {
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ["violations"] }),
  );
  for (const { id } of passes) checked.add(id);
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(" ")} ${failureSummary}`),
  );
  assert.deepEqual(found, [], title);
}
