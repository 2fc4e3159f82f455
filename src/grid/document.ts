import { Html, markup, shown } from "./html";

/** A script or a style that is part of the package, and its hash as a Content-Security-Policy names it. */
export interface Asset {
  readonly text: string;
  /** `sha256-…` */
  readonly hash: string;
}

/** What a page consists of. */
export interface Page {
  readonly title: string;
  readonly body: Html;
  readonly styles: readonly Asset[];
  readonly scripts: readonly Asset[];
}

/** The policy of a page: its own styles and scripts, nothing else. `more`: further directives. */
export function contentPolicy(
  { styles, scripts }: Pick<Page, "styles" | "scripts">,
  more: readonly string[] = [],
): string {
  const hashes = (assets: readonly Asset[]) => assets.map(({ hash }) => `'${hash}'`).join(" ");
  return [
    "default-src 'none'",
    `style-src ${hashes(styles)}`,
    `script-src ${hashes(scripts)}`,
    "base-uri 'none'",
    "form-action 'none'",
    ...more,
  ].join("; ");
}

/** A page in one file, which loads nothing and sends nothing. `policy`: its Content-Security-Policy, unless a header sets it. */
export function renderDocument({ title, body, styles, scripts }: Page, policy?: string): string {
  const meta = policy !== undefined && markup`<meta http-equiv="Content-Security-Policy" content="${policy}">\n`;
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
${meta}<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${shown(title)}</title>
${styles.map(({ text }) => markup`<style>${new Html(text)}</style>\n`)}</head>
<body>
${body}
${scripts.map(({ text }) => markup`<script>${new Html(text)}</script>\n`)}</body>
</html>
`.text;
}
