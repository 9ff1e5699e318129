import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '@/access';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { plain } from '@/shared/plain';
import { useFormat } from '@/shared/useFormat';
import { useTitle } from '@/shared/useTitle';
import { catalogueQuery, type FieldSettings } from './api';
import { FieldDialog } from './FieldDialog';
import css from './Fields.module.css';
import { Tabs } from './Tabs';

/** The fields of clients: the company's own, the standard ones, and those that are offered no more. */
export function FieldsPage() {
    const { t } = useTranslation();
    const query = useQuery(catalogueQuery);
    const [sought, setSought] = useState('');
    const [opened, setOpened] = useState<string | 'new' | null>(null);
    useTitle(t('fields.title'));
    if (!query.data && query.isError)
        return (
            <>
                <Tabs />
                <Failure title={t('fields.failed')} error={query.error} onRetry={() => void query.refetch()} />
            </>
        );
    const found = query.data?.filter((field) => fits(field, sought));
    const groups = [
        { key: 'own', fields: found?.filter(({ standard, archived }) => !standard && !archived) },
        { key: 'standard', fields: found?.filter(({ standard, archived }) => standard && !archived) },
        { key: 'archived', fields: found?.filter(({ archived }) => archived) },
    ] as const;
    const ownNone = query.data !== undefined && !query.data.some(({ standard }) => !standard);
    const close = () => setOpened(null);
    return (
        <>
            <Tabs />
            <header className={css.bar}>
                <div>
                    <h1>{t('fields.heading')}</h1>
                    <p className={css.sub}>{t('fields.text')}</p>
                </div>
                <Button variant="filled" onClick={() => setOpened('new')}>
                    {t('fields.add')}
                </Button>
            </header>
            <TextInput
                className={css.find ?? ''}
                type="search"
                label={t('fields.find')}
                autoComplete="off"
                value={sought}
                onChange={(event) => setSought(event.currentTarget.value)}
            />
            <p className="sr" role="status">
                {found ? t('fields.found', { count: found.length }) : t('loading')}
            </p>
            {!found && <Waiting />}
            {found?.length === 0 && <p className={css.said}>{t('fields.nothing')}</p>}
            {groups.map(({ key, fields }) =>
                key === 'own' && ownNone ? (
                    <section key={key} className={css.group}>
                        <h2>{t('fields.group.own')}</h2>
                        <p className={css.said}>{t('fields.noneYet')}</p>
                    </section>
                ) : (
                    fields !== undefined && fields.length > 0 && <Group key={key} title={t(`fields.group.${key}`)} fields={fields} onOpen={setOpened} />
                ),
            )}
            <FieldDialog opened={opened !== null} field={query.data?.find(({ key }) => key === opened) ?? null} onClose={close} />
        </>
    );
}

/** By any name it has. */
function fits({ key, titleRu, titleEn, synonyms, source }: FieldSettings, sought: string): boolean {
    const words = plain(sought).split(/\s+/).filter(Boolean);
    const text = plain([key, titleRu, titleEn, source, ...synonyms].join(' '));
    return words.every((word) => text.includes(word));
}

function Group({ title, fields, onOpen }: { title: string; fields: readonly FieldSettings[]; onOpen: (key: string) => void }) {
    const { t } = useTranslation();
    return (
        <section className={css.group}>
            <h2>{title}</h2>
            <table className={`ledger fold ${css.list}`} role="table">
                <caption className="sr">{title}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {(['name', 'type', 'personal', 'readers', 'filled'] as const).map((column) => (
                            <th key={column} role="columnheader" className={column === 'filled' ? 'r' : undefined}>
                                {t(`fields.column.${column}`)}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {fields.map((field) => (
                        <Row key={field.key} field={field} onOpen={() => onOpen(field.key)} />
                    ))}
                </tbody>
            </table>
        </section>
    );
}

function Row({ field, onOpen }: { field: FieldSettings; onOpen: () => void }) {
    const { t, i18n } = useTranslation();
    const format = useFormat();
    const { key, type, personalData, readers, filled } = field;
    return (
        <tr role="row">
            <td role="cell">
                <button type="button" className={css.name} aria-haspopup="dialog" onClick={onOpen}>
                    {i18n.language === 'en' ? field.titleEn : field.titleRu}
                </button>{' '}
                <span className="muted s14">{key}</span>
            </td>
            <td role="cell">{t(`fields.type.${type}`)}</td>
            <td role="cell">{personalData === 'none' ? '' : t(`fields.personal.${personalData}`)}</td>
            <td role="cell">{readers.length === 0 ? t(`fields.seen.${personalData}`) : readers.map((role) => t(`role.${role as Role}`)).join(', ')}</td>
            <td role="cell" className="r n" data-column={t('fields.column.filled')}>
                {filled === null ? '' : t('fields.about', { share: format.percent(filled) })}
            </td>
        </tr>
    );
}

function Waiting() {
    return (
        <table className={`ledger fold ${css.list}`} role="table" aria-busy="true">
            <tbody role="rowgroup">
                {[180, 140, 200, 160].map((width) => (
                    <tr key={width} role="row" aria-hidden="true">
                        {[width, 90, 121, 161, 60].map((size) => (
                            <td key={size} role="cell">
                                <Bone width={size} height={14} />
                            </td>
                        ))}
                    </tr>
                ))}
            </tbody>
        </table>
    );
}
