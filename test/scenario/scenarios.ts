/**
 * Successive desired states, outside edits and faults, with what the table holds after each `up` written by hand. They hold under every
 * lock level and every personality of the simulator; `sweep.ts` plays them.
 */
import { edits } from "./edits";
import { everyday } from "./everyday";
import { ownership } from "./ownership";
import { refusals } from "./refusals";
import type { Scenario } from "./story";
import { unusual } from "./unusual";

export const scenarios: readonly Scenario[] = [...everyday, ...edits, ...ownership, ...refusals, ...unusual];
