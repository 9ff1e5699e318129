import { plain } from '@/shared/plain';
import { campaign } from './aboutCampaign';
import { consent } from './aboutConsent';
import { event } from './aboutEvent';
import { everyone } from './aboutEveryone';
import { field } from './aboutField';
import { importFile } from './aboutImport';
import { list } from './aboutList';
import { messages } from './aboutMessages';
import { number } from './aboutNumber';
import { optOut } from './aboutOptOut';
import { phone } from './aboutPhone';
import { random } from './aboutRandom';
import { segment } from './aboutSegment';
import { selection } from './aboutSelection';
import { zone } from './aboutZone';
import type { Catalogue } from './catalogue';
import { isField, type Leaf, leavesOf } from './criteria';
import type { Speaker } from './phrases';
import { type Kind, type Named, type Subject, SUBJECT_GROUPS, type SubjectGroup } from './subject';

/** Every kind of conditions that are no look at a field, by what they are `about`. A new one is its file and a line here. */
const KINDS: Record<string, Kind> = {
    event,
    messages,
    campaign,
    list,
    segment,
    import: importFile,
    selection,
    opt_out: optOut,
    consent,
    number,
    zone,
    phone,
    random,
    everyone,
};

/** The kind that knows a condition; null when this page cannot show all that it says. */
export function kindFor(leaf: Leaf): Kind | null {
    const kind = kindOfDraft(leaf);
    return kind?.isShown(leaf) ? kind : null;
}

/** The kind of a condition in the making, which also remembers what its earlier operators needed. */
export function kindOfDraft(leaf: Leaf): Kind | null {
    return isField(leaf) ? field : Object.hasOwn(KINDS, leaf.about) ? (KINDS[leaf.about] ?? null) : null;
}

/** Whether a condition in the making says all it has to. */
export const isFinished = (catalogue: Catalogue, leaf: Leaf): boolean => kindOfDraft(leaf)?.isComplete(catalogue, leaf) ?? false;

/** Only what a condition's operator needs. */
export const tidied = (catalogue: Catalogue, leaf: Leaf): Leaf => kindOfDraft(leaf)?.tidy(catalogue, leaf) ?? leaf;

/** All that conditions of a tree name by ids. */
export function namedIn(tree: unknown): Named[] {
    return leavesOf(tree).flatMap((leaf) => kindOfDraft(leaf)?.names(leaf) ?? []);
}

/** What one can ask about, in groups, those that fit the words first; empty groups are left out. */
export function subjectsFound(speaker: Speaker, catalogue: Catalogue, query: string): { group: SubjectGroup; subjects: Subject[] }[] {
    const words = plain(query).split(/\s+/).filter(Boolean);
    const whole = words.join(' ');
    // A title's beginning says more than its middle, and that more than what else people call it.
    const rank = ({ title, seek }: Subject): number => {
        if (words.length === 0 || plain(title).startsWith(whole)) return 0;
        if (words.every((word) => plain(title).includes(word))) return 1;
        return words.every((word) => plain(`${title} ${seek}`).includes(word)) ? 2 : Infinity;
    };
    const ranked = [field, ...Object.entries(KINDS).flatMap(([about, kind]) => (catalogue.asks(about) ? [kind] : []))].flatMap((kind) => kind.subjects(speaker, catalogue)).map((subject) => ({ subject, rank: rank(subject) }));
    return SUBJECT_GROUPS.map((group) => ({ group, found: ranked.filter((one) => one.rank < Infinity && one.subject.group === group).toSorted((one, other) => one.rank - other.rank) }))
        .filter(({ found }) => found.length > 0)
        .toSorted((one, other) => (one.found[0]?.rank ?? 0) - (other.found[0]?.rank ?? 0))
        .map(({ group, found }) => ({ group, subjects: found.map(({ subject }) => subject) }));
}

