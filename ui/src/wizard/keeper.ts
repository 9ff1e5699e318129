import type { Campaign, Draft } from '@/campaigns';
import { ApiProblem } from '@/shared/api';

/** A change waits so many milliseconds for the next one. */
const CALM = 600;
const FIRST_RETRY = 2_000;
const LONGEST_RETRY = 30_000;

export type Saving = 'saved' | 'waiting' | 'saving' | 'failed' | 'conflict';

export type Kept = {
    /** The campaign with every stroke made here. */
    campaign: Campaign;
    saving: Saving;
    /** When the server last had all of it. */
    savedAt: string;
    /** Why it is not saved. */
    error: unknown;
    /** Grows when the campaign was replaced from outside: what fields remember of the old one is void. */
    taken: number;
};

export type Save = (id: string, draft: Draft, version: number, leaving?: boolean) => Promise<Campaign>;

/** What a draft is made of, without what only the server writes. */
export type Change = Partial<Draft> & { segment?: Campaign['segment'] };

/**
 * Keeps one draft on the server. Lives outside the page, so that a stroke made just before leaving is still saved, and tries
 * again by itself when the line is down. Somebody else's change in between is never overwritten unasked.
 */
export class Keeper {
    private kept: Kept;
    private version: number;
    private readonly listeners = new Set<() => void>();
    private timer: ReturnType<typeof setTimeout> | undefined;
    private pause = FIRST_RETRY;
    /** Grows with each stroke: tells whether an answer is about the newest one. */
    private strokes = 0;
    private going: Promise<boolean> | null = null;

    constructor(
        campaign: Campaign,
        private readonly put: Save,
        private readonly told: (campaign: Campaign) => void = () => {},
        /** Whether whoever wrote is still logged in: what they did not get saved never goes out in somebody else's name. */
        readonly owned: () => boolean = () => true,
    ) {
        this.kept = { campaign, saving: 'saved', savedAt: campaign.changedAt, error: null, taken: 0 };
        this.version = campaign.version;
    }

    readonly subscribe = (listener: () => void): (() => void) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    };

    readonly snapshot = (): Kept => this.kept;

    get dirty(): boolean {
        return this.kept.saving !== 'saved';
    }

    /** Closing the page now would lose something: it was refused, or written while an older state is on its way. */
    get atRisk(): boolean {
        const { saving } = this.kept;
        return saving === 'failed' || saving === 'conflict' || (saving === 'waiting' && this.going !== null);
    }

    change(change: Change): void {
        this.strokes += 1;
        const saving = this.kept.saving === 'conflict' ? 'conflict' : 'waiting';
        this.show({ campaign: { ...this.kept.campaign, ...change }, saving });
        if (saving === 'conflict') return;
        clearTimeout(this.timer);
        this.timer = setTimeout(() => void this.flush(), CALM);
    }

    /** Saves what is not saved yet. True when the server has it all. */
    async flush(leaving = false): Promise<boolean> {
        clearTimeout(this.timer);
        if (!this.owned()) return false;
        if (this.going) {
            await this.going;
            return this.dirty && this.kept.saving === 'waiting' ? this.flush(leaving) : !this.dirty;
        }
        if (!this.dirty || this.kept.saving === 'conflict') return !this.dirty;
        this.going = this.send(leaving);
        try {
            return await this.going;
        } finally {
            this.going = null;
            // Strokes made while it was on its way.
            if (this.kept.saving === 'waiting') this.timer = setTimeout(() => void this.flush(), CALM);
        }
    }

    /** The draft is gone: nothing of it is saved any more. */
    drop(): void {
        clearTimeout(this.timer);
        this.show({ saving: 'saved', error: null });
    }

    /** After a conflict: what is on the server replaces what was written here. */
    takeTheirs(theirs: Campaign): void {
        this.version = theirs.version;
        this.show({ campaign: theirs, saving: 'saved', savedAt: theirs.changedAt, error: null, taken: this.kept.taken + 1 });
    }

    /** After a conflict: what was written here replaces what is on the server. */
    keepMine(theirs: Campaign): Promise<boolean> {
        this.version = theirs.version;
        this.show({ saving: 'waiting', error: null });
        return this.flush();
    }

    private async send(leaving: boolean): Promise<boolean> {
        const stroke = this.strokes;
        const { campaign } = this.kept;
        this.show({ saving: 'saving' });
        try {
            const saved = await this.put(campaign.id, campaign, this.version, leaving);
            this.version = saved.version;
            this.pause = FIRST_RETRY;
            if (stroke === this.strokes) {
                this.show({ campaign: saved, saving: 'saved', savedAt: saved.changedAt, error: null });
                this.told(saved);
                return true;
            }
            this.show({ saving: 'waiting', savedAt: saved.changedAt, error: null });
            return false;
        } catch (error) {
            if (error instanceof ApiProblem && error.status === 409 && error.code === 'campaign-changed') {
                this.show({ saving: 'conflict', error });
                return false;
            }
            this.show({ saving: 'failed', error });
            // The server's refusal stands until something changes; a broken line is tried again.
            if (!(error instanceof ApiProblem) || error.status >= 500 || error.status === 429) {
                this.timer = setTimeout(() => void this.flush(), this.pause);
                this.pause = Math.min(this.pause * 2, LONGEST_RETRY);
            }
            return false;
        }
    }

    private show(next: Partial<Kept>): void {
        this.kept = { ...this.kept, ...next };
        for (const listener of this.listeners) listener();
    }
}

const KEEPERS = new WeakMap<object, Map<string, Keeper>>();

/** The one keeper of a draft in a page (`of`): a wizard left with something unsaved finds it again. */
export function keeperOf(of: object, campaign: Campaign, put: Save, told: (campaign: Campaign) => void, owned: () => boolean): Keeper {
    const all = KEEPERS.get(of) ?? new Map<string, Keeper>();
    KEEPERS.set(of, all);
    const before = all.get(campaign.id);
    if (before?.dirty && before.owned()) return before;
    const keeper = new Keeper(campaign, put, told, owned);
    all.set(campaign.id, keeper);
    return keeper;
}
