import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { beside } from '@/shared/Form';
import { plain } from '@/shared/plain';
import { entitiesQuery, type EventKind, previewQuery, type Source } from './api';
import { guessed, ofChanges, readable, withChanged, withEntity, withTarget } from './draft';
import { LookFailed, LookWaiting } from './Look';
import { Rows } from './Rows';
import type { StepProps } from './SourceForm';
import css from './Sources.module.css';
import { useEventTitle } from './useEvents';

/** More tables than that are looked for by a part of their name. */
const FEW = 12;

/** What is read: what its rows become, which table, what tells its rows apart, what tells of changes. */
export function TableStep({ draft, onChange, told, look, place, eventKinds, source }: StepProps & { eventKinds: readonly EventKind[]; source: Source | null }) {
    const { t } = useTranslation();
    const titleOf = useEventTitle();
    const client = useQueryClient();
    const [sought, setSought] = useState('');
    const entities = useQuery(entitiesQuery(look, place));
    const preview = useQuery(previewQuery(look, place, draft.entity));
    if (entities.isError) return <LookFailed query={entities} />;
    if (!entities.data) return <LookWaiting />;
    const columns = preview.data?.columns ?? [];
    const found = entities.data.filter((one) => one === draft.entity || plain(one).includes(plain(sought)));
    const named = (column: { name: string; type: string }) => ({ value: column.name, label: column.name });
    // What was chosen before stays, whatever the table says now: the server tells when it can't be used.
    const also = (name: string | null, offered: { value: string; label: string }[]) => (name === null || name === '' || offered.some(({ value }) => value === name) ? [] : [{ value: name, label: name }]);
    const kindOf = (key: string | null) => eventKinds.find((one) => one.key === key) ?? null;
    const events = eventKinds.filter(({ key, archived }) => !archived || key === draft.eventKind).map((one) => ({ value: one.key, label: titleOf(one) }));
    const keys = readable(columns).map(named);
    const changes = ofChanges(columns).map(named);
    const choose = (entity: string) => {
        onChange((before) => withEntity(before, entity));
        if (entity === '') return;
        client
            .fetchQuery(previewQuery(look, place, entity))
            .then((seen) => onChange((before) => (before.entity === entity ? guessed(before, seen, kindOf(before.eventKind)) : before)))
            // Told below, where its rows would stand.
            .catch(() => {});
    };
    return (
        <>
            {source?.target === 'client' ? (
                <div className={beside.root}>
                    <span className={beside.label}>{t('sources.table.row')}</span>
                    <p className={beside.wrapper}>{t('sources.table.client')}</p>
                    <span className={beside.description}>{t('sources.table.rowStays')}</span>
                </div>
            ) : (
                <NativeSelect
                    classNames={beside}
                    label={t('sources.table.row')}
                    description={t(source === null ? 'sources.table.rowHelp' : 'sources.table.rowEvents')}
                    value={draft.eventKind ?? ''}
                    onChange={(event) => {
                        const kind = kindOf(event.currentTarget.value);
                        onChange((before) => withTarget(before, kind, preview.data));
                    }}
                    data={[...(source === null ? [{ value: '', label: t('sources.table.client') }] : []), { group: t('sources.table.event'), items: [...also(draft.eventKind, events), ...events] }]}
                    error={told('/target') ?? told('/eventKind')}
                />
            )}
            {entities.data.length > FEW && (
                <TextInput
                    classNames={beside}
                    type="search"
                    label={t('sources.table.find')}
                    description={t('sources.table.findHelp', { count: entities.data.length })}
                    autoComplete="off"
                    spellCheck={false}
                    value={sought}
                    onChange={(event) => setSought(event.currentTarget.value)}
                />
            )}
            <NativeSelect
                classNames={beside}
                label={t('sources.table.entity')}
                description={t('sources.table.entityHelp')}
                value={draft.entity}
                onChange={(event) => choose(event.currentTarget.value)}
                data={[{ value: '', label: t('option.notChosen') }, ...also(draft.entity, found.map((one) => ({ value: one, label: one }))), ...found.map((one) => ({ value: one, label: one }))]}
                error={told('/entity')}
            />
            {draft.entity !== '' && preview.isError && <LookFailed query={preview} />}
            {draft.entity !== '' && !preview.isError && !preview.data && <LookWaiting />}
            {preview.data && (
                <>
                    <NativeSelect
                        classNames={beside}
                        label={t('sources.table.key')}
                        description={t('sources.table.keyHelp')}
                        value={draft.key}
                        onChange={(event) => {
                            const key = event.currentTarget.value;
                            onChange((before) => ({ ...before, key }));
                        }}
                        data={[...(draft.key === '' ? [{ value: '', label: t('option.notChosen') }] : []), ...also(draft.key, keys), ...keys]}
                        error={told('/key')}
                    />
                    <NativeSelect
                        classNames={beside}
                        label={t('sources.table.changed')}
                        description={t('sources.table.changedHelp')}
                        value={draft.changed ?? ''}
                        onChange={(event) => {
                            const changed = event.currentTarget.value;
                            onChange((before) => withChanged(before, changed === '' ? null : changed));
                        }}
                        data={[{ value: '', label: t('sources.table.noChanged') }, ...also(draft.changed, changes), ...changes]}
                        error={told('/changed')}
                    />
                    <Rows title={t('sources.rows.title')} preview={preview.data} columns={preview.data.columns.map(({ name }) => ({ name, head: name }))} />
                </>
            )}
            {entities.data.length === 0 && <p className={css.hint}>{t('sources.table.none')}</p>}
        </>
    );
}
