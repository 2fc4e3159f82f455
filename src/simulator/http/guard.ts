import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * Whether a request comes from a program on this machine, or from the simulator's own page. A page that uses DNS rebinding has a
 * foreign Host; a page of another origin, including another port of this machine, has a foreign Origin, or the browser says so in Sec-Fetch-Site.
 * Only a link to the page itself may come from anywhere.
 */
export function isAllowed({ headers, method, url }: IncomingMessage): boolean {
  const { host = "", origin } = headers;
  if (!loopback.test(host)) return false;
  if (origin !== undefined && origin.replace(/^https?:\/\//, "").toLowerCase() !== host.toLowerCase()) return false;
  return isOwnSite(headers) || (method === "GET" && url === "/" && isVisit(headers));
}

/** What programs send has no Sec-Fetch-Site; a browser says `none` for an address that a person typed. */
function isOwnSite({ "sec-fetch-site": site }: IncomingHttpHeaders): boolean {
  return site === undefined || site === "same-origin" || site === "none";
}

function isVisit({ "sec-fetch-mode": mode, "sec-fetch-dest": destination }: IncomingHttpHeaders): boolean {
  return mode === "navigate" && destination === "document";
}

/** Headers of every answer: no other origin may embed it, and no browser takes it for something else. */
export const guardHeaders = {
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
} as const;
