/* Runs before the first paint, so that a pinned theme does not flash. The rest is in core/theme/theme.ts. */
(() => {
  'use strict';
  try {
    const theme = localStorage.getItem('homelab.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is blocked: the system's theme it is.
  }
})();
