import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './FileField.module.css';
import { FILE_KINDS, MOST_BYTES, refusal } from './tableFile';
import { useFormat } from './useFormat';

type Props = { label: string; file: File | null; onFile: (file: File | null) => void; error: string | null };

/** The field of a form that takes a table; the form sends it. */
export function FileField({ label, file, onFile, error }: Props) {
    const { t } = useTranslation();
    const format = useFormat();
    const input = useRef<HTMLInputElement>(null);
    const [refused, setRefused] = useState<{ why: 'kind' | 'size' | 'empty'; name: string } | null>(null);
    const take = (chosen: File | undefined) => {
        if (!chosen) return;
        const why = refusal(chosen);
        setRefused(why && { why, name: chosen.name });
        onFile(why === null ? chosen : null);
    };
    return (
        <div className={css.field}>
            <span className={css.label}>{label}</span>
            <Button onClick={() => input.current?.click()}>{t('file.choose')}</Button>
            <span className={css.name} role="status">
                {file === null ? <span className="muted">{t('file.none')}</span> : file.name}
            </span>
            <input
                ref={input}
                className={css.input}
                type="file"
                accept={FILE_KINDS.join(',')}
                tabIndex={-1}
                aria-label={label}
                onChange={(event) => {
                    take(event.currentTarget.files?.[0]);
                    event.currentTarget.value = '';
                }}
            />
            <div role="alert" className={css.refusal}>
                {refused ? t(`file.refused.${refused.why}`, { name: refused.name, size: format.number(MOST_BYTES / 1_000_000) }) : error}
            </div>
        </div>
    );
}
