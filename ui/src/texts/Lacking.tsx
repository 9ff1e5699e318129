import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import css from './Lacking.module.css';
import type { Used } from './useReading';

type Props = { used: Used[]; onAsk: (name: string) => void; children?: React.ReactNode };

/** Whom each variable says nothing to, and what they read instead. */
export function Lacking({ used, onAsk, children }: Props) {
    const { t } = useTranslation();
    const complete = used.filter(({ lacking, gone }) => lacking === 0 && gone === null);
    const rows = used.filter((one) => !complete.includes(one));
    if (used.length === 0 && !children) return null;
    return (
        <table className={`ledger ${css.rows}`} role="table">
            <caption className="sr">{t('editor.lacking.title')}</caption>
            <tbody role="rowgroup">
                {rows.map((one) => (
                    <tr key={one.name} role="row" data-wrong={one.gone !== null || undefined} data-asks={(one.lacking ?? 0) > 0 && one.fallback === null ? true : undefined}>
                        <th role="rowheader" scope="row">
                            {one.title}
                        </th>
                        <td role="cell">
                            <Row one={one} onAsk={onAsk} />
                        </td>
                    </tr>
                ))}
                {complete.length > 0 && (
                    <tr role="row">
                        <th role="rowheader" scope="row">
                            {complete.map(({ title }) => title).join(', ')}
                        </th>
                        <td role="cell">{t('editor.lacking.nobody', { count: complete.length })}</td>
                    </tr>
                )}
                {children}
            </tbody>
        </table>
    );
}

function Row({ one, onAsk }: { one: Used; onAsk: (name: string) => void }) {
    const { t } = useTranslation();
    const format = useFormat();
    const { lacking, fallback, gone, title } = one;
    if (gone !== null) return gone === '' ? t('editor.lacking.gone') : gone;
    const ask = (label: string) => (
        <button type="button" className="act" aria-label={t('editor.lacking.askNamed', { title })} onClick={() => onAsk(one.name)}>
            {label}
        </button>
    );
    if (fallback === null) {
        return (
            <>
                {lacking === null ? t('editor.lacking.unknown') : t('editor.lacking.needs', { count: lacking })} {ask(t('editor.lacking.ask'))}
            </>
        );
    }
    return (
        <Trans
            t={t}
            i18nKey={lacking === null ? 'editor.lacking.instead' : fallback === '' ? 'editor.lacking.silence' : 'editor.lacking.people'}
            count={lacking ?? 0}
            values={{ number: format.number(lacking ?? 0), fallback: fallback === '' ? t('editor.lacking.nothing') : fallback }}
            components={{ ask: ask('') }}
        />
    );
}

/** Asks what to write where a value is missing. */
export function FallbackQuestion({ one, onAnswer, onRemove }: { one: Used; onAnswer: (fallback: string | null) => void; onRemove: () => void }) {
    const { t } = useTranslation();
    const [words, setWords] = useState(one.fallback ?? '');
    const mandatory = (one.lacking ?? 0) > 0;
    const submit = (event: FormEvent) => {
        event.preventDefault();
        onAnswer(words.trim() === '' ? null : words);
    };
    return (
        <form onSubmit={submit} noValidate className={css.question}>
            <p>
                {one.gone !== null
                    ? t('editor.lacking.gone')
                    : one.lacking === null
                      ? t('editor.fallback.unknown', { title: one.title })
                      : one.lacking === 0
                        ? t('editor.fallback.nobody', { title: one.title })
                        : t('editor.fallback.some', { count: one.lacking, title: one.title })}
            </p>
            {one.gone === null && (
                <TextInput label={t('editor.fallback.label')} value={words} maxLength={100} autoComplete="off" onChange={(event) => setWords(event.currentTarget.value)} />
            )}
            <div className={css.buttons}>
                <button type="button" className="act s14" onClick={onRemove}>
                    {t('editor.fallback.remove')}
                </button>
                {one.gone === null && mandatory && words.trim() === '' && (
                    <button type="button" className="act s14" onClick={() => onAnswer('')}>
                        {t('editor.fallback.silence')}
                    </button>
                )}
                {one.gone === null && (
                    <Button type="submit" size="compact" aria-disabled={mandatory && words.trim() === ''}>
                        {t('editor.done')}
                    </Button>
                )}
            </div>
        </form>
    );
}
