import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { samePath } from './criteria';
import { Picker } from './Picker';
import { SubjectPicker } from './SubjectPicker';
import { type Adding, type Opened, useEditor } from './useEditor';

const isSame = (opened: Opened | null, adding: Adding): boolean =>
    opened?.what === 'add' && opened.as === adding.as && (!('path' in adding) || ('path' in opened && samePath(opened.path, adding.path)));

/** A word that adds a condition: asks what about first, the rest follows. */
export function Add({ adding, text, small = false, autoFocus = false }: { adding: Adding; text: string; small?: boolean; autoFocus?: boolean }) {
    const { t } = useTranslation();
    const editor = useEditor();
    const button = useRef<HTMLButtonElement>(null);
    const open = isSame(editor.opened, adding);
    return (
        <>
            <button
                ref={button}
                type="button"
                className={`act ${small ? 's14' : ''}`}
                data-add={adding.as}
                aria-haspopup="dialog"
                aria-expanded={open}
                autoFocus={autoFocus}
                onClick={(event) => (open ? editor.cancel() : editor.open({ what: 'add', ...adding }, event.currentTarget))}
            >
                {text}
            </button>
            {open && (
                <Picker label={text} anchor={() => button.current} onCancel={editor.cancel} onLeave={editor.cancel}>
                    <SubjectPicker current={null} line={adding.as === 'line'} note={adding.as === 'except' ? t('segments.field.exceptNote') : undefined} onPick={editor.pickSubject} />
                </Picker>
            )}
        </>
    );
}
