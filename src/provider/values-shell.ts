/**
 * The provider that Pulumi writes, as text, into everybody's state. So it is an object literal without fields that captures nothing: each
 * method loads the installed package by its name and delegates. The text must never change (a test holds it): a change would show as a
 * change of `__provider` in every stack. `require` is resolved where the program runs, not here.
 */
/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-return -- types for the required module would need an import, which the serialiser would have to follow */
import type { dynamic } from "@pulumi/pulumi";

/** The serialised provider of `DataTableValues`. */
export const dataTableValuesShell = {
  configure(request: unknown) {
    return require("pulumi-connect-data-tables/runtime").dataTableValues.configure(request);
  },
  check(olds: unknown, news: unknown) {
    return require("pulumi-connect-data-tables/runtime").dataTableValues.check(olds, news);
  },
  diff(id: string, olds: unknown, news: unknown) {
    return require("pulumi-connect-data-tables/runtime").dataTableValues.diff(id, olds, news);
  },
  create(inputs: unknown) {
    return require("pulumi-connect-data-tables/runtime").dataTableValues.create(inputs);
  },
  read(id: string, props: unknown) {
    return require("pulumi-connect-data-tables/runtime").dataTableValues.read(id, props);
  },
  update(id: string, olds: unknown, news: unknown) {
    return require("pulumi-connect-data-tables/runtime").dataTableValues.update(id, olds, news);
  },
  delete(id: string, props: unknown) {
    return require("pulumi-connect-data-tables/runtime").dataTableValues.delete(id, props);
  },
} as dynamic.ResourceProvider;
