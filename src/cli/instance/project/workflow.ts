import type { ProjectLanguage } from "./project";

/** The recipe of docs/ci for a project in this language, whose stack is `dev`. */
export function workflowFor(language: ProjectLanguage, recipe: string): string {
  const ofDev = recipe.replace(/^( +PULUMI_STACK:) production$/gm, "$1 dev");
  return changes[language].reduce((text, [what, by]) => text.replace(what, by), ofDev);
}

type Replacement = readonly [RegExp, string];

const sources = /^ +- "\*\.ts"\n/gm;
const changes: Readonly<Record<ProjectLanguage, readonly Replacement[]>> = {
  typescript: [],
  yaml: [[sources, ""]],
  python: [
    [sources, '      - "*.py"\n      - requirements.txt\n'],
    [
      /^( +)- run: npm ci$/gm,
      "$&\n$1- run: python3 -m venv venv && venv/bin/pip install --requirement requirements.txt",
    ],
  ],
};
