import { TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Field, fieldsFound } from './fields';
import css from './Picker.module.css';

type Props = { fields: readonly Field[]; current: string | null; note?: string | undefined; onPick: (field: Field) => void };

/** Which field: by looking through the groups, or by typing a part of its name. */
export function FieldPicker({ fields, current, note, onPick }: Props) {
    const { t } = useTranslation();
    const id = useId();
    const [query, setQuery] = useState('');
    const [active, setActive] = useState(-1);
    const groups = fieldsFound(fields, query);
    const flat = groups.flatMap((group) => group.fields);
    const move = (to: number) => {
        const next = (to + flat.length) % flat.length;
        setActive(next);
        document.getElementById(`${id}-${flat[next]?.key}`)?.scrollIntoView({ block: 'nearest' });
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
                aria-activedescendant={flat[active] ? `${id}-${flat[active].key}` : undefined}
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
                    else if (event.key === 'Enter' && flat[active]) onPick(flat[active]);
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
                {groups.map(({ group, fields }) => (
                    <div key={group} role="group" aria-labelledby={`${id}-of-${group}`}>
                        <p id={`${id}-of-${group}`} className={css.group}>
                            {t(`segments.group.${group}`)}
                        </p>
                        {fields.map((field) => (
                            // The keyboard stays in the field above: this is what it points at.
                            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
                            <div
                                key={field.key}
                                id={`${id}-${field.key}`}
                                role="option"
                                aria-selected={field.key === current}
                                data-active={flat[active]?.key === field.key || undefined}
                                className={css.option}
                                onMouseDown={(event) => event.preventDefault()}
                                onClick={() => onPick(field)}
                            >
                                {field.title}
                            </div>
                        ))}
                    </div>
                ))}
            </div>
            {note !== undefined && <p className={css.note}>{note}</p>}
        </>
    );
}
