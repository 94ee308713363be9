/**
 * Keeps this page's address, which has the server's secret, for links that come to its door without
 * one.
 */
export function remember(): void {
  try {
    localStorage.setItem("parallax-address", location.pathname);
  } catch {
    // A frame may be without storage; then its own link is the way.
  }
}
