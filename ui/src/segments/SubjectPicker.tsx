import { TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plain } from '@/shared/plain';
import css from './Picker.module.css';
import type { Subject } from './subject';
import { subjectsFound } from './subjects';
import { useEditor } from './useEditor';

type Props = {
    current: string | null;
    note?: string | undefined;
    /** A new line, which «кроме» turns into an exclusion. */
    line?: boolean;
    onPick: (subject: Subject, except: boolean) => void;
};

/** What to ask about: by looking through the groups, or by typing a part of its name or of what else it is called. */
export function SubjectPicker({ current, note, line = false, onPick }: Props) {
    const { t } = useTranslation();
    const { speaker, catalogue, eventsFailed, retryEvents } = useEditor();
    const id = useId();
    const [query, setQuery] = useState('');
    const [active, setActive] = useState(-1);
    const but = t('segments.field.but');
    const except = line && plain(query).startsWith(`${but} `);
    const groups = subjectsFound(speaker, catalogue, except ? query.trimStart().slice(but.length) : query);
    const flat = groups.flatMap((group) => group.subjects);
    const idOf = (subject: Subject) => `${id}-${subject.key.replaceAll(' ', '-')}`;
    const move = (to: number) => {
        const next = (to + flat.length) % flat.length;
        setActive(next);
        if (flat[next]) document.getElementById(idOf(flat[next]))?.scrollIntoView({ block: 'nearest' });
    };
    return (
        <>
            <TextInput
                data-autofocus
                role="combobox"
                aria-label={t('segments.field.find')}
                placeholder={t('segments.field.find')}
                aria-expanded
                aria-controls={`${id}-list`}
                aria-activedescendant={flat[active] ? idOf(flat[active]) : undefined}
                autoComplete="off"
                value={query}
                onChange={(event) => {
                    setQuery(event.target.value);
                    setActive(event.target.value.trim() === '' ? -1 : 0);
                }}
                onKeyDown={(event) => {
                    if (flat.length === 0) return;
                    if (event.key === 'ArrowDown') move(active + 1);
                    else if (event.key === 'ArrowUp') move(active < 0 ? -1 : active - 1);
                    else if (event.key === 'Enter' && flat[active]) onPick(flat[active], except);
                    else return;
                    event.preventDefault();
                }}
            />
            {groups.length === 0 && (
                <p className={css.note} role="status">
                    {t('segments.field.none', { query: query.trim() })}
                </p>
            )}
            <div id={`${id}-list`} role="listbox" aria-label={t('segments.field.list')} className={css.list}>
                {groups.map(({ group, subjects }) => (
                    <div key={group} role="group" aria-labelledby={`${id}-of-${group}`}>
                        <p id={`${id}-of-${group}`} className={css.group}>
                            {t(`segments.group.${group}`)}
                        </p>
                        {subjects.map((subject) => (
                            // The keyboard stays in the field above: this is what it points at.
                            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
                            <div
                                key={subject.key}
                                id={idOf(subject)}
                                role="option"
                                aria-selected={subject.key === current}
                                data-active={flat[active]?.key === subject.key || undefined}
                                className={css.option}
                                onMouseDown={(event) => event.preventDefault()}
                                onClick={() => onPick(subject, except)}
                            >
                                {subject.title}
                            </div>
                        ))}
                    </div>
                ))}
            </div>
            {eventsFailed && (
                <p className={css.note} role="status">
                    {t('segments.field.eventsFailed')}{' '}
                    <button type="button" className="act s14" onClick={retryEvents}>
                        {t('again')}
                    </button>
                </p>
            )}
            {note !== undefined && <p className={css.note}>{note}</p>}
            {line && <p className={css.keys}>{t('segments.field.butNote')}</p>}
        </>
    );
}
