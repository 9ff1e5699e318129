import type { ComponentType, ReactNode } from 'react';
import type { Catalogue } from './catalogue';
import type { Leaf } from './criteria';
import type { Piece, Speaker } from './phrases';

/** Where in the picker one looks for a subject, in this order. */
export const SUBJECT_GROUPS = ['client', 'money', 'deeds', 'sent', 'lists', 'consent', 'chance'] as const;
export type SubjectGroup = (typeof SUBJECT_GROUPS)[number];

/** Something conditions can ask about: a field, purchases, messages… */
export type Subject = {
    key: string;
    group: SubjectGroup;
    title: string;
    /** What else people call it, in both languages. */
    seek: string;
    /** A new condition on it. */
    blank: () => Leaf;
    /** The new condition says all there is to say: nothing is left to ask. */
    whole?: boolean;
};

/** How a line of the sentence leads up to a condition: «у которых», «которые», «которым»… `holds` fits all. */
export type Lead = 'whose' | 'who' | 'whom' | 'lacking' | 'chance' | 'bare' | 'holds';

/** How a condition begins: «у которых» город —, «которые» покупали. */
export type Head = {
    lead: Lead;
    title: string;
    /** What stands between title and value: «—», «is», «were», or nothing. */
    joint: string;
    /** What it asks about exists no more: said in place of the value. */
    gone?: string;
};

export type EditorProps = {
    catalogue: Catalogue;
    leaf: Leaf;
    onLeaf: (leaf: Leaf) => void;
    /** «Готово», for the foot. */
    button: ReactNode;
};

/** One kind of subjects, with all there is to know of its conditions: a file each, listed in `subjects.ts`. */
export type Kind = {
    /** What the picker offers. */
    subjects: (speaker: Speaker, catalogue: Catalogue) => Subject[];
    /** The key of the subject that a condition is on; null when it is gone. */
    subjectOf: (catalogue: Catalogue, leaf: Leaf) => string | null;
    /** Whether a condition says nothing that this page would hide. */
    isShown: (leaf: Leaf) => boolean;
    /** Whether a condition says all it has to. The server has the last word. */
    isComplete: (catalogue: Catalogue, leaf: Leaf) => boolean;
    /** Only what the operator needs. */
    tidy: (catalogue: Catalogue, leaf: Leaf) => Leaf;
    /** What it names by ids, to be asked for how it is called. */
    names: (leaf: Leaf) => Named[];
    head: (speaker: Speaker, catalogue: Catalogue, leaf: Leaf) => Head;
    /** The rest of a complete condition; nothing, where its head says it all. */
    value: (speaker: Speaker, catalogue: Catalogue, leaf: Leaf) => Piece[];
    Editor: ComponentType<EditorProps>;
};

export type Named = { about: string; value: string };
