import { type ComponentType, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Catalogue } from './catalogue';
import type { AboutLeaf, Leaf } from './criteria';
import { keepOnly, operatorOf } from './leaf';
import type { Piece, Speaker } from './phrases';
import css from './Picker.module.css';
import type { EditorProps, Head, Kind, Named, Subject } from './subject';
import { useListener } from './useListener';
import { useSpeaker } from './useSpeaker';

export type PartProps = {
    catalogue: Catalogue;
    leaf: AboutLeaf;
    onLeaf: (leaf: AboutLeaf) => void;
    /** The keyboard begins here. */
    focus: boolean;
};

/** Something an operator needs beside itself, with what edits it. */
export type Part = {
    /** The members of the condition that it looks after. */
    members: readonly string[];
    isComplete: (leaf: AboutLeaf) => boolean;
    /** Parts without one are kept as they are. */
    Editor?: ComponentType<PartProps>;
};

/** A member that belongs to the subject itself, such as the kind of event. */
export const carried = (member: string): Part => ({ members: [member], isComplete: () => true });

type About = {
    about: string;
    /** How one can ask, in the order of the editor, each with what it needs. */
    operators: Record<string, readonly Part[]>;
    operatorText: (speaker: Speaker, catalogue: Catalogue, leaf: AboutLeaf, operator: string) => string;
    subjects: Kind['subjects'];
    /** Where one kind has many subjects. */
    subjectOf?: (catalogue: Catalogue, leaf: AboutLeaf) => string | null;
    names?: (leaf: AboutLeaf) => Named[];
    head: (speaker: Speaker, catalogue: Catalogue, leaf: AboutLeaf) => Head;
    value: (speaker: Speaker, catalogue: Catalogue, leaf: AboutLeaf) => Piece[];
};

/** Conditions that are `about` something: from a table of operators and their parts follows all but the words. */
export function aboutKind(made: About): Kind {
    const partsOf = (leaf: Leaf) => made.operators[operatorOf(leaf)];
    const membersOf = (leaf: Leaf) => ['about', 'is', ...(partsOf(leaf) ?? []).flatMap(({ members }) => members)];
    const own = (leaf: Leaf) => leaf as AboutLeaf;
    return {
        subjects: made.subjects,
        subjectOf: (catalogue, leaf) => (made.subjectOf ? made.subjectOf(catalogue, own(leaf)) : made.about),
        isShown: (leaf) => partsOf(leaf) !== undefined && Object.keys(leaf).every((member) => membersOf(leaf).includes(member)),
        isComplete: (_, leaf) => partsOf(leaf)?.every((part) => part.isComplete(own(leaf))) ?? false,
        tidy: (_, leaf) => keepOnly(leaf, membersOf(leaf)),
        names: (leaf) => made.names?.(own(leaf)) ?? [],
        head: (speaker, catalogue, leaf) => made.head(speaker, catalogue, own(leaf)),
        value: (speaker, catalogue, leaf) => made.value(speaker, catalogue, own(leaf)),
        Editor: (props) => <AboutEditor made={made} {...props} />,
    };
}

/** How, as words in a line, and below it what that needs. */
function AboutEditor({ made, catalogue, leaf, onLeaf, button }: { made: About } & EditorProps) {
    const { t } = useTranslation();
    const speaker = useSpeaker();
    const name = useId();
    const box = useRef<HTMLDivElement>(null);
    const own = leaf as AboutLeaf;
    const operator = operatorOf(leaf);
    const operators = Object.keys(made.operators).filter((one) => one === operator || catalogue.asks(made.about, one));
    const edited = (made.operators[operator] ?? []).flatMap(({ members, Editor }) => (Editor ? [{ key: `${operator} ${members.join()}`, Editor }] : []));
    // Whoever pressed a way to ask wants to type next; whoever walks through them with the arrows does not yet.
    useListener(box, 'click', (event) => {
        const target = event.target as HTMLElement;
        if (target.closest('[role=radiogroup]')?.hasAttribute('data-operators') !== true || event.detail === 0) return;
        setTimeout(() => box.current?.querySelector<HTMLInputElement>('[data-parts] input:not([type=radio],[type=checkbox])')?.focus());
    });
    return (
        <>
            <div ref={box}>
                {operators.length > 1 && (
                    <div role="radiogroup" data-operators aria-label={t('segments.how.label')} className={css.how}>
                        {operators.map((one) => (
                            <label key={one}>
                                <input
                                    type="radio"
                                    name={name}
                                    checked={one === operator}
                                    data-autofocus={(one === operator && edited.length === 0) || undefined}
                                    onChange={() => onLeaf({ ...own, is: one })}
                                />
                                <span>{made.operatorText(speaker, catalogue, own, one)}</span>
                            </label>
                        ))}
                    </div>
                )}
                <div data-parts className={css.parts}>
                    {edited.map(({ key, Editor }, index) => (
                        <Editor key={key} catalogue={catalogue} leaf={own} onLeaf={onLeaf} focus={index === 0} />
                    ))}
                </div>
            </div>
            <div className={css.foot}>{button}</div>
        </>
    );
}

/** A kind that is one subject; a `whole` one needs nothing more than to be picked. */
export const single =
    (key: string, group: Subject['group'], words: (speaker: Speaker) => Pick<Subject, 'title' | 'seek'>, blank: () => AboutLeaf, whole = false): Kind['subjects'] =>
    (speaker) => [{ key, group, ...words(speaker), blank, whole }];
