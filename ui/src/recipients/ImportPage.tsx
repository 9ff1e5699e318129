import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { importQuery, importsQuery, startImport } from './api';
import { About } from './About';
import { FileDrop } from './FileDrop';
import css from './ImportPage.module.css';
import { Mapping } from './Mapping';
import type { Import } from './recipient';
import { Result } from './Result';

/** One file from its columns to its books. What it shows is what the server says the file has come to. */
export function ImportPage({ id }: { id: string }) {
    const { t } = useTranslation();
    const { data: one, error, isLoadingError, refetch } = useQuery(importQuery(id));
    useTitle(one?.fileName ?? t('imports.title'));
    if (isLoadingError) return <Failure title={t('import.notOpened')} error={error} onRetry={() => void refetch()} />;
    return (
        <>
            <p className={css.back}>
                <Link to="/imports">{t('import.back')}</Link>
            </p>
            {!one && <Waiting />}
            {one?.status === 'uploaded' && <Mapping one={one} />}
            {one?.status === 'running' && <Running one={one} />}
            {one?.status === 'done' && <Result one={one} />}
            {one?.status === 'failed' && <Failed one={one} />}
            {one?.status === 'undone' && <Undone one={one} />}
        </>
    );
}

function Running({ one }: { one: Import }) {
    const { t } = useTranslation();
    const format = useFormat();
    const share = one.progress?.share ?? 0;
    const percent = Math.floor(share * 100);
    return (
        <>
            <h1>{t('import.running.title', { file: one.fileName })}</h1>
            <p className={css.lead}>{t('import.running.text')}</p>
            <div
                className={css.bar}
                role="progressbar"
                aria-label={t('import.running.label')}
                aria-valuemin={0}
                aria-valuemax={100}
                aria-valuenow={percent}
                aria-valuetext={t('import.running.rows', { count: one.progress?.rows ?? 0 })}
            >
                <i style={{ width: `${percent}%` }} />
            </div>
            <p className="fig">
                <b>{format.percent(share)}</b>
                <span>{t('import.running.rows', { count: one.progress?.rows ?? 0 })}</span>
            </p>
            {/* Spoken every tenth, not every second. */}
            <p className="sr" role="status">
                {t('import.running.aloud', { share: format.percent(Math.floor(share * 10) / 10) })}
            </p>
        </>
    );
}

function Failed({ one }: { one: Import }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const navigate = useNavigate();
    const starting = useMutation({
        mutationFn: () => startImport(one.id),
        onSuccess: (next) => {
            client.setQueryData(importQuery(one.id).queryKey, next);
            void client.invalidateQueries({ queryKey: importsQuery.queryKey });
        },
    });
    const kept = one.columns.length > 0;
    return (
        <>
            <h1>{t('import.failed.title')}</h1>
            <About one={one} />
            <p className={css.failure}>{one.failure ?? t('import.failed.unknown')}</p>
            {kept && (
                <p className={css.acts}>
                    <Button
                        aria-disabled={starting.isPending}
                        onClick={() => {
                            if (!starting.isPending) starting.mutate();
                        }}
                    >
                        {t('import.failed.again')}
                    </Button>
                </p>
            )}
            <div role="alert" className={css.refusal}>
                {starting.isError && <p>{problemText(starting.error)}</p>}
            </div>
            <h2 className={css.another}>{t('import.failed.another')}</h2>
            <FileDrop onSent={({ id }) => void navigate({ to: '/imports/$id', params: { id } })} />
        </>
    );
}

function Undone({ one }: { one: Import }) {
    const { t } = useTranslation();
    const { removed, restored, kept } = one.undo ?? {};
    return (
        <>
            <h1>{t('import.undone.title')}</h1>
            <About one={one} />
            {removed !== undefined && (
                <ul className={css.lines}>
                    <li>{t('import.undone.removed', { count: removed })}</li>
                    {restored !== undefined && restored > 0 && <li>{t('import.undone.restored', { count: restored })}</li>}
                    {kept !== undefined && kept > 0 && <li>{t('import.undone.kept', { count: kept })}</li>}
                </ul>
            )}
            <p className={css.acts}>
                <Link to="/imports">{t('import.more')}</Link>
            </p>
        </>
    );
}

function Waiting() {
    const { t } = useTranslation();
    return (
        <div aria-busy="true">
            <h1 className="sr">
                <span role="status">{t('loading')}</span>
            </h1>
            <Bone width={420} height={34} />
            <p className={css.about}>
                <Bone width={320} height={14} />
            </p>
            <div className={css.bones}>
                {['a', 'b', 'c', 'd', 'e'].map((row) => (
                    <Bone key={row} width="100%" height={28} />
                ))}
            </div>
        </div>
    );
}
