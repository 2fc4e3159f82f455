export function pluginSchema(version: string): object { return { name: "connect-data-tables", version }; }
