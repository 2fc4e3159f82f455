/**
 * The provider that Pulumi writes, as text, into everybody's state. So it is an object literal without fields that captures nothing: each
 * method loads the installed package by its name and delegates. The text must never change (a test holds it): a change would show as a
 * change of `__provider` in every stack. Its size counts in every resource of every stack, hence the short names.
 */
/* eslint-disable @typescript-eslint/no-require-imports -- resolved where the program runs, not here */
import type { dynamic } from "@pulumi/pulumi";

interface Runtime {
  readonly dataTableValues: Record<keyof dynamic.ResourceProvider, (...args: unknown[]) => Promise<unknown>>;
}

/** The serialised provider of `DataTableValues`. */
export const dataTableValuesShell = {
  configure(a: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTableValues.configure(a);
  },
  check(a: unknown, b: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTableValues.check(a, b);
  },
  diff(a: string, b: unknown, c: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTableValues.diff(a, b, c);
  },
  create(a: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTableValues.create(a);
  },
  read(a: string, b: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTableValues.read(a, b);
  },
  update(a: string, b: unknown, c: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTableValues.update(a, b, c);
  },
  delete(a: string, b: unknown) {
    return (require("pulumi-connect-data-tables/runtime") as Runtime).dataTableValues.delete(a, b);
  },
} as dynamic.ResourceProvider;
