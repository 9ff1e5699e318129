import { createContext, useContext } from 'react';
import type { Criteria, Leaf, Path } from './criteria';
import type { Field } from './fields';
import type { Speaker } from './speech';

/** Where a new condition goes: a line, an exclusion, the first of a group of its own, or into a group. */
export type Adding = { as: 'line' | 'except' | 'complex' } | { as: 'part' | 'group'; path: Path };

/** The one picker that is open, and what it changes. */
export type Opened = { what: 'field' | 'value' | 'mode'; path: Path } | ({ what: 'add' } & Adding);

/** A condition in the making. It stands in the sentence, but not yet in the criteria. */
export type Draft = { base: Criteria; path: Path; leaf: Leaf };

export type Editor = {
    fields: readonly Field[];
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
    pickField: (field: Field) => void;
    setLeaf: (leaf: Leaf) => void;
    setTree: (tree: Criteria) => void;
    remove: (path: Path) => void;
    treeShown: Criteria;
};

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
    const editor = useContext(EditorContext);
    if (!editor) throw new Error('outside of a sentence');
    return editor;
}
