import { defineConfig } from '@playwright/test';
import { browser } from './e2e/browser';

export default defineConfig({
    testDir: 'e2e',
    testMatch: '*.spec.ts',
    workers: 2,
    timeout: 60_000,
    expect: { timeout: 10_000 },
    forbidOnly: true,
    reporter: 'list',
    use: { ...browser, trace: 'retain-on-failure' },
});
