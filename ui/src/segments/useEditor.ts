import { createContext, useContext } from 'react';
import type { Catalogue } from './catalogue';
import type { Criteria, Leaf, Path } from './criteria';
import type { Move } from './moves';
import type { Speaker } from './phrases';
import type { Subject } from './subject';

/** Where a new condition goes: a line, an exclusion, the first of a group of its own, or into a group. */
export type Adding = { as: 'line' | 'except' | 'complex' } | { as: 'part' | 'group'; path: Path };

/** The one picker that is open, and what it changes. */
export type Opened = { what: 'field' | 'value' | 'mode' | 'move'; path: Path } | ({ what: 'add' } & Adding);

/** A condition in the making. It stands in the sentence, but not yet in the criteria. */
export type Draft = { base: Criteria; path: Path; leaf: Leaf };

export type Editor = {
    catalogue: Catalogue;
    /** Nobody knows which events there are. */
    eventsFailed: boolean;
    retryEvents: () => void;
    speaker: Speaker;
    /** May not be changed: chips are words then. */
    fixed: boolean;
    opened: Opened | null;
    draft: Draft | null;
    /** «Готово» with the number that would be left, when it is known. */
    doneText: string;
    open: (opened: Opened, opener: HTMLElement) => void;
    /** Gives up what was being changed. */
    cancel: () => void;
    /** Keeps what was being changed, if it says all it has to. */
    commit: () => void;
    /** The same, and begins another condition. */
    commitAndAdd: () => void;
    /** `except` turns a new line into an exclusion. */
    pickSubject: (subject: Subject, except?: boolean) => void;
    setLeaf: (leaf: Leaf) => void;
    setTree: (tree: Criteria) => void;
    remove: (path: Path) => void;
    /** Conditions may be moved into groups and out of them. */
    complex: boolean;
    /** What the server found wrong with a line or part. */
    toldAt: (path: Path) => string[];
    move: (move: Move) => void;
    treeShown: Criteria;
};

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
    const editor = useContext(EditorContext);
    if (!editor) throw new Error('outside of a sentence');
    return editor;
}
