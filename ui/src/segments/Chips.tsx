import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { at, isLeaf, type Leaf, type Path, pointerOf, samePath } from './criteria';
import { Odd } from './Odd';
import { Picker } from './Picker';
import css from './Sentence.module.css';
import { leafText, sayLeaf } from './speech';
import { SubjectPicker } from './SubjectPicker';
import { kindFor, tidied } from './subjects';
import { useEditor } from './useEditor';
import { ValuePicker } from './ValuePicker';

/** A word between values. Its spaces stand outside of it, where those who read aloud expect them. */
function Joining({ text }: { text: string }) {
    const word = text.trim();
    const [before = '', after = ''] = word === '' ? [text] : text.split(word);
    return (
        <>
            {before}
            <i>{word}</i>
            {after}
        </>
    );
}

/** One condition inside the sentence: what it asks about and what of it, each opens a picker. */
export function Chips({ path }: { path: Path }) {
    const { t } = useTranslation();
    const { catalogue, speaker, opened, draft, fixed, treeShown, open: openPicker, cancel, commit, pickSubject } = useEditor();
    const fieldChip = useRef<HTMLButtonElement>(null);
    const valueChip = useRef<HTMLButtonElement>(null);
    const making = draft !== null && samePath(draft.path, path);
    const node = making ? draft.leaf : at(treeShown, path);
    if (!isLeaf(node)) return null;
    const leaf: Leaf = making ? tidied(catalogue, node) : node;
    const said = sayLeaf(speaker, catalogue, leaf);
    if (said.trouble === 'odd') return <Odd path={path} />;
    const gone = said.trouble === 'gone';
    const open = (what: 'field' | 'value') => opened?.what === what && samePath(opened.path, path);
    const value =
        // What joins two pieces stands where it stands.
        // oxlint-disable-next-line react/no-array-index-key
        making && said.trouble === 'unset' ? '…' : said.value.map(({ text, strong }, index) => (strong ? text : <Joining key={`${index}-${text}`} text={text} />));
    if (fixed) {
        return (
            <span className={css.words}>
                <b>{said.title}</b> {said.joint} {said.value.length > 0 && <b data-gone={gone || undefined}>{value}</b>}
            </span>
        );
    }
    const chip = (what: 'field' | 'value') => ({
        type: 'button' as const,
        'data-chip': `${pointerOf(path)} ${what}`,
        'aria-haspopup': 'dialog' as const,
        'aria-expanded': open(what),
        'aria-keyshortcuts': 'Delete',
        onClick: (event: React.MouseEvent<HTMLButtonElement>) => {
            if (open(what)) commit();
            else openPicker({ what, path }, event.currentTarget);
        },
    });
    const whole = said.value.length === 0;
    return (
        <>
            <button ref={fieldChip} {...chip('field')} className={css.chip} data-soft={!whole || undefined}>
                {said.title}
            </button>{' '}
            {said.joint !== '' && `${said.joint} `}
            {!whole && (
                <button
                    ref={valueChip}
                    {...chip(gone ? 'field' : 'value')}
                    className={css.chip}
                    data-open={(!gone && open('value')) || undefined}
                    data-gone={gone || (said.trouble === 'unset' && !making) || undefined}
                >
                    {value}
                </button>
            )}
            {open('field') && (
                <Picker label={t('segments.field.change', { text: leafText(speaker, catalogue, leaf) })} anchor={() => (gone ? valueChip : fieldChip).current} onCancel={cancel} onLeave={cancel}>
                    <SubjectPicker current={kindFor(leaf)?.subjectOf(catalogue, leaf) ?? null} onPick={pickSubject} />
                </Picker>
            )}
            {open('value') && !gone && (
                <Picker label={said.title} anchor={() => valueChip.current} onCancel={cancel} onLeave={commit}>
                    <ValuePicker leaf={node} />
                </Picker>
            )}
        </>
    );
}
