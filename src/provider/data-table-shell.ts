/**
 * The provider of `DataTable` that Pulumi writes, as text, into everybody's state: as `values-shell.ts`, an object literal without fields
 * that captures nothing, and whose text must never change.
 */
/* eslint-disable @typescript-eslint/no-require-imports -- resolved where the program runs, not here */
import type { dynamic } from "@pulumi/pulumi";

interface Runtime {
  readonly dataTable: Record<keyof dynamic.ResourceProvider, (...args: unknown[]) => Promise<unknown>>;
}

/** The serialised provider of `DataTable`. */
export const dataTableShell = {
  configure(request: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTable.configure(request);
  },
  check(olds: unknown, news: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTable.check(olds, news);
  },
  diff(id: string, olds: unknown, news: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTable.diff(id, olds, news);
  },
  create(inputs: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTable.create(inputs);
  },
  read(id: string, props: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTable.read(id, props);
  },
  update(id: string, olds: unknown, news: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTable.update(id, olds, news);
  },
  delete(id: string, props: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTable.delete(id, props);
  },
} as dynamic.ResourceProvider;
