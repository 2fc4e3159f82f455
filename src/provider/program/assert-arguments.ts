import * as pulumi from "@pulumi/pulumi";
import { judgeArguments } from "../../core/arguments/program";
import type { RecordShape } from "../../core/arguments/shape";
import { renderProblems } from "../../core/problem";
import { plural } from "../../core/text";
import { isAwaited } from "./awaited";

/**
 * Refuses wrong arguments where they are given, for what has no check of its own.
 * @throws pulumi.RunError (shown without a stack) with everything that is wrong. `what`: whose arguments they are.
 */
export function assertArguments(what: string, args: unknown, shape: RecordShape): void {
  const { problems } = judgeArguments((args ?? {}) as Record<string, unknown>, shape, isAwaited);
  if (problems.length === 0) return;
  throw new pulumi.RunError(renderProblems({ title: `${what} has ${plural(problems.length, "problem")}:`, problems }));
}
