/** A real Chromium for the tests: the one that an npm package carries on Linux x64, otherwise one that is installed. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser } from "playwright-core";

/** Where a machine may have a browser. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => boolean;
}

const installed: Readonly<Record<string, readonly string[]>> = {
  linux: ["/usr/bin/google-chrome", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/snap/bin/chromium"],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  ],
};

const help =
  "On Linux x64 one comes with `npm ci` (the package @sparticuz/chromium). Elsewhere install Chrome or Chromium, or set BROWSER_EXECUTABLE to its path.";

/**
 * Which browser to run: a path, or `packaged` for the one of the npm package.
 * @throws Error that says what to do when the machine has none.
 */
export function chooseBrowser({ platform, arch, env, exists }: Machine): string {
  const named = env.BROWSER_EXECUTABLE;
  if (named !== undefined && named !== "") {
    if (exists(named)) return named;
    throw new Error(`The browser tests cannot run: BROWSER_EXECUTABLE is ${named}, which does not exist. ${help}`);
  }
  if (platform === "linux" && arch === "x64") return "packaged";
  const found = (installed[platform] ?? []).find(exists);
  if (found !== undefined) return found;
  throw new Error(
    `The browser tests cannot run: there is no Chrome or Chromium on this machine (${platform} ${arch}). ${help}`,
  );
}

/** Starts the browser. Its security is left on: pages of different origins stay apart, and policies are obeyed. */
export async function launchBrowser(): Promise<Browser> {
  const { platform, arch, env } = process;
  const choice = chooseBrowser({ platform, arch, env, exists: existsSync });
  const executablePath = choice === "packaged" ? await packagedBrowser() : choice;
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  try {
    return await chromium.launch({ executablePath, args, headless: true });
  } catch (error) {
    const [reason] = (error as Error).message.split("\n");
    throw new Error(`The browser tests cannot run: ${executablePath} does not start (${reason}). ${help}`, {
      cause: error,
    });
  }
}

async function packagedBrowser(): Promise<string> {
  const { default: packaged } = await import("@sparticuz/chromium");
  return packaged.executablePath();
}

/** Where pictures go: among the documents only when they are asked for, so that a test changes no file of the repository. */
export function picturePath(name: string): string {
  const root = join(__dirname, "..", "..");
  return join(root, process.env.PICTURES === "docs" ? "docs/pictures" : ".work/pictures", name);
}
