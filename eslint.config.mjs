import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** What a folder may not import, and where such code belongs. `test/unit/architecture.spec.ts` checks the same table on its own. */
const forbid = (files, patterns) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns }] },
});
const pulumi = { group: ["@pulumi/*"], message: "Only src/provider and src/plugin speak Pulumi." };
const aws = { group: ["@aws-sdk/*", "@smithy/*"], message: "Only src/aws speaks to the service." };
const node = {
  group: ["node:*"],
  message: "This folder is pure; the clock, the disk and the network arrive as arguments.",
};
const folder = (...names) => ({
  group: names.map((name) => `**/${name}/**`),
  message: "Data flows core <- sync <- aws <- provider; file, report and cli stand on core.",
});

export default tseslint.config(
  { ignores: ["dist", "node_modules", "examples/**", ".work", ".venv", "**/*.d.ts"] },
  js.configs.recommended,
  {
    files: ["**/*.mjs"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        URL: "readonly",
        setTimeout: "readonly",
        performance: "readonly",
        fetch: "readonly",
        Buffer: "readonly",
        AbortController: "readonly",
      },
    },
  },
  {
    files: ["src/**/*.ts", "test/**/*.ts", "bench/**/*.ts", "browser/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "no-console": "error",
      "max-lines-per-function": ["warn", { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ["test/**/*.ts", "bench/**/*.ts"], rules: { "no-console": "off", "max-lines-per-function": "off" } },
  forbid(
    ["src/core/**/*.ts"],
    [pulumi, aws, node, folder("sync", "aws", "file", "report", "provider", "plugin", "cli", "simulator", "grid")],
  ),
  forbid(
    ["src/grid/**/*.ts"],
    [pulumi, aws, node, folder("core", "sync", "aws", "file", "report", "provider", "plugin", "cli", "simulator")],
  ),
  forbid(["src/report/**/*.ts"], [pulumi, aws, node, folder("sync", "aws", "file", "provider", "cli", "simulator")]),
  forbid(["src/sync/**/*.ts"], [pulumi, aws, node, folder("aws", "file", "provider", "cli", "simulator")]),
  forbid(["src/provider/**/*.ts"], [folder("plugin", "cli", "simulator")]),
  forbid(["src/plugin/**/*.ts"], [aws, folder("cli", "simulator")]),
  forbid(["src/aws/**/*.ts"], [pulumi, folder("provider", "cli", "simulator", "file")]),
  forbid(["src/file/**/*.ts"], [pulumi, aws, folder("sync", "aws", "provider", "cli", "simulator")]),
  forbid(["src/cli/**/*.ts"], [pulumi, folder("provider")]),
  forbid(["src/simulator/**/*.ts"], [pulumi, folder("core", "sync", "aws", "file", "report", "provider", "cli")]),
);
