import { defineConfig } from '@playwright/test';

/** A test takes seconds; this is for a machine that does three other things. */
const TEST_TIMEOUT_MS = 90_000;

/** How long a change may take to show: an event, a socket, a repaint a second, on a machine with other work. */
const EXPECT_TIMEOUT_MS = 15_000;

/** A browser on the built program. `demo` needs Chromium only, `real` the lab's engines too. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  timeout: TEST_TIMEOUT_MS,
  expect: { timeout: EXPECT_TIMEOUT_MS },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1440, height: 1000 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'demo', testMatch: 'demo/*.e2e.ts' },
    { name: 'real', testMatch: 'real/*.e2e.ts' },
  ],
});
