import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { at, isLeaf, type Leaf, type Path, pointerOf, samePath } from './criteria';
import { FieldPicker } from './FieldPicker';
import { fieldOf } from './fields';
import { Picker } from './Picker';
import css from './Sentence.module.css';
import { leafText, sayLeaf } from './speech';
import { useEditor } from './useEditor';
import { ValuePicker } from './ValuePicker';

/** A word between values. Its spaces stand outside of it, where those who read aloud expect them. */
function Joining({ text }: { text: string }) {
    const word = text.trim();
    const [before = '', after = ''] = text.split(word);
    return (
        <>
            {before}
            <i>{word}</i>
            {after}
        </>
    );
}

/** One condition inside the sentence: its field and its value, each opens a picker. */
export function Chips({ path }: { path: Path }) {
    const { t } = useTranslation();
    const editor = useEditor();
    const { fields, speaker, opened, draft, fixed } = editor;
    const fieldChip = useRef<HTMLButtonElement>(null);
    const valueChip = useRef<HTMLButtonElement>(null);
    const making = samePath(draft?.path, path);
    const node = making ? draft?.leaf : at(editor.treeShown, path);
    if (!isLeaf(node)) return null;
    const leaf: Leaf = node;
    const field = fieldOf(fields, leaf.field);
    const said = sayLeaf(speaker, fields, leaf);
    const open = (what: 'field' | 'value') => opened?.what === what && samePath(opened.path, path);
    const value = making && said.unset ? '…' : said.value.map(({ text, strong }, index) => (strong ? text : <Joining key={`${index}-${text}`} text={text} />));
    if (fixed) {
        return (
            <span className={css.words}>
                <b>{said.title}</b> {said.joint} <b data-gone={said.gone || undefined}>{value}</b>
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
            if (open(what)) editor.commit();
            else editor.open({ what, path }, event.currentTarget);
        },
    });
    return (
        <>
            <button ref={fieldChip} {...chip('field')} className={css.chip} data-soft>
                {said.title}
            </button>{' '}
            {said.joint !== '' && `${said.joint} `}
            <button
                ref={valueChip}
                {...chip(field ? 'value' : 'field')}
                className={css.chip}
                data-open={(field && open('value')) || undefined}
                data-gone={said.gone || (said.unset && !making) || undefined}
            >
                {value}
            </button>
            {open('field') && (
                <Picker label={t('segments.field.change', { text: leafText(speaker, fields, leaf) })} anchor={() => (field ? fieldChip : valueChip).current} onCancel={editor.cancel} onLeave={editor.cancel}>
                    <FieldPicker fields={fields} current={field?.key ?? null} onPick={editor.pickField} />
                </Picker>
            )}
            {open('value') && field && (
                <Picker label={said.title} anchor={() => valueChip.current} onCancel={editor.cancel} onLeave={editor.commit}>
                    <ValuePicker field={field} leaf={leaf} doneText={editor.doneText} onLeaf={editor.setLeaf} onDone={editor.commit} />
                </Picker>
            )}
        </>
    );
}
