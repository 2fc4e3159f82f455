/**
 * The provider of `DataTable` that Pulumi writes, as text, into everybody's state: as in `values/shell.ts`, an object literal without fields
 * that captures nothing, and whose text must never change. Its size counts in every resource of every stack, hence the short names.
 */
/* eslint-disable @typescript-eslint/no-require-imports -- resolved where the program runs, not here */
import type { dynamic } from "@pulumi/pulumi";

interface Runtime {
  readonly dataTable: Record<keyof dynamic.ResourceProvider, (...args: unknown[]) => Promise<unknown>>;
}

/** The serialised provider of `DataTable`. */
export const dataTableShell = {
  configure(a: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTable.configure(a);
  },
  check(a: unknown, b: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTable.check(a, b);
  },
  diff(a: string, b: unknown, c: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTable.diff(a, b, c);
  },
  create(a: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTable.create(a);
  },
  read(a: string, b: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTable.read(a, b);
  },
  update(a: string, b: unknown, c: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTable.update(a, b, c);
  },
  delete(a: string, b: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTable.delete(a, b);
  },
} as dynamic.ResourceProvider;
