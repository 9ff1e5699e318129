import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { beside, Check } from '@/shared/Form';
import type { StepProps } from './SourceForm';
import css from './Sources.module.css';
import { useEvery } from './useSchedule';

const USUAL = [0, 5, 15, 30, 60, 180, 360, 720, 1_440];

/** What it is called, when it is read, and what becomes of those whom it has no longer. */
export function ScheduleStep({ draft, onChange, told }: StepProps) {
    const { t } = useTranslation();
    const every = useEvery();
    const [more, setMore] = useState(() => draft.statementSeconds !== '60' || draft.rowsPerSecond !== '0');
    const type = (key: 'name' | 'fullAt' | 'mostRemoved' | 'statementSeconds' | 'rowsPerSecond') => (event: { currentTarget: { value: string } }) => {
        const { value } = event.currentTarget;
        onChange((before) => ({ ...before, [key]: value }));
    };
    const number = { classNames: beside, inputMode: 'numeric' as const, autoComplete: 'off' };
    const minutes = [...new Set([...USUAL, draft.everyMinutes])].toSorted((one, other) => one - other);
    const isWrongInside = told('/statementSeconds') !== null || told('/rowsPerSecond') !== null;
    return (
        <>
            <TextInput
                classNames={beside}
                label={t('sources.when.name')}
                description={t('sources.when.nameHelp')}
                autoComplete="off"
                maxLength={100}
                value={draft.name}
                onChange={type('name')}
                error={told('/name')}
            />
            {draft.changed === null ? (
                <p className={css.hint}>{t('sources.when.noChanged')}</p>
            ) : (
                <NativeSelect
                    classNames={beside}
                    label={t('sources.when.every')}
                    description={t('sources.when.everyHelp', { column: draft.changed })}
                    value={String(draft.everyMinutes)}
                    onChange={(event) => {
                        const everyMinutes = Number(event.currentTarget.value);
                        onChange((before) => ({ ...before, everyMinutes }));
                    }}
                    data={minutes.map((one) => ({ value: String(one), label: every(one) }))}
                    error={told('/everyMinutes')}
                />
            )}
            <TextInput
                classNames={beside}
                label={t('sources.when.full')}
                description={t('sources.when.fullHelp')}
                autoComplete="off"
                value={draft.fullAt}
                onChange={type('fullAt')}
                error={told('/fullAt')}
            />
            {draft.eventKind === null && (
                <Check
                    label={t('sources.when.removes')}
                    help={t('sources.when.removesHelp')}
                    checked={draft.removesMissing}
                    onChange={(removesMissing) => onChange((before) => ({ ...before, removesMissing }))}
                />
            )}
            {draft.removesMissing && (
                <TextInput {...number} label={t('sources.when.most')} description={t('sources.when.mostHelp')} value={draft.mostRemoved} onChange={type('mostRemoved')} error={told('/mostRemoved')} />
            )}
            <details className={css.fold} open={more || isWrongInside} onToggle={(event) => setMore(event.currentTarget.open)}>
                <summary>
                    {t('sources.when.more')}
                    <small>{t('sources.when.moreHelp')}</small>
                </summary>
                <div>
                    <TextInput
                        {...number}
                        label={t('sources.when.seconds')}
                        description={t('sources.when.secondsHelp')}
                        value={draft.statementSeconds}
                        onChange={type('statementSeconds')}
                        error={told('/statementSeconds')}
                    />
                    <TextInput {...number} label={t('sources.when.rows')} description={t('sources.when.rowsHelp')} value={draft.rowsPerSecond} onChange={type('rowsPerSecond')} error={told('/rowsPerSecond')} />
                </div>
            </details>
        </>
    );
}
