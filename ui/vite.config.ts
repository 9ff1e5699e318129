import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
    plugins: [react()],
    resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
    // The page may load scripts, styles and fonts from its own address only: nothing is inlined.
    build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
    server: { proxy: { '/api': process.env.SOROKA_URL ?? 'http://127.0.0.1:8080' } },
    test: {
        environment: 'jsdom',
        include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
        setupFiles: ['test/setup.ts'],
        css: false,
        testTimeout: 40_000,
        // Left to itself it keeps one processor free, which on two halves the pace.
        maxWorkers: '100%',
        coverage: { include: ['src/**/*.{ts,tsx}'], exclude: ['src/main.tsx', 'src/**/*.test.*', 'src/**/*.d.ts'] },
    },
});
