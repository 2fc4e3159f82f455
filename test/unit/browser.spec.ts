import assert from "node:assert/strict";
import { chooseBrowser } from "../browser/browser";

describe("the browser of the browser tests", () => {
  const machine = { platform: "linux", arch: "x64", env: {}, exists: () => false };

  it("is the packaged one on Linux x64, else an installed one, or the one that is named", () => {
    assert.equal(chooseBrowser(machine), "packaged");
    const mac = "/Applications/Chromium.app/Contents/MacOS/Chromium";
    assert.equal(chooseBrowser({ ...machine, platform: "darwin", arch: "arm64", exists: (path) => path === mac }), mac);
    const env = { BROWSER_EXECUTABLE: "/opt/chrome" };
    assert.equal(chooseBrowser({ ...machine, env, exists: () => true }), "/opt/chrome");
  });

  it("is missed with a message that says what to do", () => {
    assert.throws(() => chooseBrowser({ ...machine, arch: "arm64" }), {
      message:
        "The browser tests cannot run: there is no Chrome or Chromium on this machine (linux arm64). On Linux x64 one comes with `npm ci` (the package @sparticuz/chromium). Elsewhere install Chrome or Chromium, or set BROWSER_EXECUTABLE to its path.",
    });
    assert.throws(
      () => chooseBrowser({ ...machine, env: { BROWSER_EXECUTABLE: "/none" } }),
      /BROWSER_EXECUTABLE is \/none, which does not exist/,
    );
  });
});
