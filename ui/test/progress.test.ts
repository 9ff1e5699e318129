import { describe, expect, test } from 'vitest';
import { done, feathers, isSettled, sent, skipped, skippedBy, unplanned } from '@/runs/progress';
import { FINISHED, PAUSED, PLANNING, run, RUNNING, STOPPED } from './server/scenes';

describe('arithmetic', () => {
    test.each([RUNNING, PLANNING, PAUSED, FINISHED, STOPPED])('everyone $campaignName is meant for stands in one figure, and those left out in none but theirs', (one) => {
        const { delivered, pending, queued, failed, uncertain, cancelled } = one;
        expect(delivered + pending + queued + failed + uncertain + cancelled + unplanned(one)).toBe(one.recipients);
        expect(skipped(one)).toBe(one.suppressed + cancelled);
        expect(sent(one)).toBeLessThanOrEqual(one.recipients);
    });
    test('what has left us is neither queued nor cancelled', () => {
        expect(sent(RUNNING)).toBe(7_412 + 1_120 + 148);
        expect(sent(STOPPED)).toBe(640);
    });
    test('a finished run is done, a stopped one is not, an empty one is once it is over', () => {
        expect(done(FINISHED)).toBe(1);
        expect(done(STOPPED)).toBeCloseTo(640 / 6_020);
        expect(done(run([], { status: 'planning' }))).toBe(0);
        expect(done(run([], { status: 'finished' }))).toBe(1);
    });
    test('cancelled messages are those a stop kept back', () => {
        const stopped = run([], { cancelled: 5, suppressedBy: [{ reason: 'opted_out', count: 0 }] });
        expect(skippedBy(stopped)).toEqual([{ reason: 'stopped', count: 5 }]);
    });
    test('over is not settled while reports are missing', () => {
        expect(isSettled(FINISHED)).toBe(true);
        expect(isSettled({ ...FINISHED, pending: 1 })).toBe(false);
        expect(isSettled(RUNNING)).toBe(false);
    });
});

describe('feathers', () => {
    test('the biggest operator is in the middle, the others fan out', () => {
        expect(feathers(RUNNING).map(({ name, thickness }) => [name, thickness])).toEqual([
            ['Тон', 14],
            ['Мегалайн', 28],
            ['Северсвязь', 36],
            ['Радуга', 19],
            ['Прочие', 14],
        ]);
    });
    test('segments make up the length', () => {
        for (const feather of feathers(PAUSED)) {
            expect(feather.delivered + feather.accepted + feather.uncertain + feather.error).toBeCloseTo(feather.length);
        }
    });
    test('while the list is judged an operator’s whole is estimated, so more people never shrink a feather', () => {
        const [first] = feathers(PLANNING);
        const judged = PLANNING.messages / PLANNING.recipients;
        expect(first?.length).toBeCloseTo(((90 + 260 + 1) / (90 + 260 + 1 + 1_500)) * judged);
    });
    test('a lonely operator is thick but not a wall; one without messages has no feather', () => {
        const [only, ...others] = feathers(run([...FINISHED.connections.slice(0, 1), { ...(FINISHED.connections[1] ?? ({} as never)), messages: 0 }]));
        expect(only?.thickness).toBe(64);
        expect(others).toEqual([]);
    });
    test('messages no operator holds shorten the feathers of a stopped run', () => {
        for (const feather of feathers(STOPPED)) expect(feather.length).toBeCloseTo(640 / 6_020);
    });
    test('what was cancelled with an operator is grey and not part of the way', () => {
        const [one] = FINISHED.connections;
        const [feather] = feathers(run([{ ...(one ?? ({} as never)), messages: 2_424 }], { status: 'stopped' }));
        expect(feather?.skipped).toBeCloseTo(0.5);
        expect(feather?.length).toBeCloseTo(0.5);
    });
});
