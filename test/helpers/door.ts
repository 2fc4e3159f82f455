/** The two ways to the resources, and how a test's programs come to use one or the other. */

/** The packages that programs import: dynamic resources, and the same on the plugin. */
export const doors = { dynamic: "pulumi-connect-data-tables", plugin: "pulumi-connect-data-tables/plugin" } as const;

/** How the type of a resource begins in state. */
export const typePrefixes = {
  dynamic: "pulumi-nodejs:dynamic/connect-data-tables:",
  plugin: "connect-data-tables:index:",
} as const;

/** One of the two ways. */
export type Door = keyof typeof doors;

/** The part of Pulumi.yaml that names the plugin of the installation. */
export const plugins =
  "plugins:\n  providers:\n    - name: connect-data-tables\n      path: ../../../node_modules/.bin\n";

/** The way of this process: `TEST_DOOR=plugin` makes every test that plays a stack, or runs a Node program, go through the plugin. */
export function doorOfProcess(): Door {
  return process.env.TEST_DOOR === "plugin" ? "plugin" : "dynamic";
}

/** A file of a project for one of the ways: written for dynamic resources, it becomes one for the plugin. */
export function throughDoor(name: string, content: string, door: Door): string {
  if (door === "dynamic") return content;
  if (name === "Pulumi.yaml") return content.includes("plugins:") ? content : content + plugins;
  return /\.[cm]?[jt]s$/.test(name) ? content.replaceAll(`"${doors.dynamic}"`, `"${doors.plugin}"`) : content;
}
